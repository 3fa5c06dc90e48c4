-- The books that take inserts only refuse being emptied at once, too.
create trigger audit_log_no_truncate before truncate on audit_log
  for each statement execute function refuse_change();
create trigger forecasts_no_truncate before truncate on forecasts
  for each statement execute function refuse_change();

-- Short texts are copies only where the same person wrote them: looked up by both, however many say the same.
drop index documents_by_content;
create index documents_by_content on documents (content_hash, author);

-- A person's documents are found when they ask to be forgotten.
create index documents_by_author on documents (author) where author is not null;
