-- Up to which entry a member has looked at what others changed. Moved when they say so or leave the page; no record, and
-- nobody else's business: it may be lost without anything being lost.

create table looked (
  mission text collate "C" not null,
  member text collate "C" not null,
  seq int8 not null,
  moved timestamptz not null default now(),
  primary key (mission, member)
);

alter table looked enable row level security;
alter table looked force row level security;

create policy reads on looked for select to konbit_reader using (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
create policy writes on looked to konbit_writer using (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
) with check (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
create policy handles on looked to konbit_owner using (true) with check (true);

grant select on looked to konbit_reader;
grant select, insert, update, delete on looked to konbit_writer;
