-- Copies of a document are looked up when it changes, when it is deleted, and when more copies come.
create index documents_by_original on documents (duplicate_of) where duplicate_of is not null;
-- The ledger is cut by age.
create index fetch_ledger_by_time on fetch_ledger (at);
