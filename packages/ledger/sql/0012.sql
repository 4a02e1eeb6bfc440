-- The files of documents, in pieces, sealed by the server with a key that does not lie here. No row says who may open one: the
-- policy asks whether the reader sees a version of its record that names it. So raising, barring and erasing hold here too.

create table content (
  mission text collate "C" not null,
  record uuid not null,
  digest text collate "C" not null, -- of the file as it is handed out
  n int4 not null,
  piece bytea not null,
  media text collate "C" not null,
  bytes int8 not null, -- of the file, not of the piece
  member text collate "C" not null,
  made timestamptz not null default now(),
  primary key (mission, record, digest, n)
);
alter table content alter piece set storage external; -- sealed bytes do not compress
create index on content (mission, member, made);
create index on content (made);

alter table content enable row level security;
alter table content force row level security;
create policy reads on content for select to konbit_reader using (
  mission = current_setting('konbit.mission', true)
  and exists (
    select from version v
    where v.record = content.record and v.mission = content.mission and v.body ->> 'fileDigest' = content.digest
  )
);
create policy writes on content to konbit_writer using (true) with check (true);
create policy handles on content to konbit_owner using (true) with check (true);
grant select on content to konbit_reader;
grant select, insert, delete on content to konbit_writer;
