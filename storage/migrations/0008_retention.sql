-- Weeks of a source whose documents went for their age: their counts stay as they were counted, and are not made anew.
create table frozen_cells (
  source_id text not null references sources (id) on delete cascade,
  week date not null,
  primary key (source_id, week)
);

-- What a person asked to be forgotten, as SHA-256 of a document's id or of the author as stored: it does not come back.
create table erasures (
  key text primary key,
  at timestamptz not null
);

create function refuse_erased() returns trigger language plpgsql as $$
begin
  if exists (select from erasures where key in (
      encode(sha256(convert_to('document ' || new.id, 'UTF8')), 'hex'),
      encode(sha256(convert_to('author ' || coalesce(new.author, ''), 'UTF8')), 'hex'))) then
    return null;
  end if;
  return new;
end
$$;

create trigger documents_not_erased before insert or update of author on documents
  for each row execute function refuse_erased();
