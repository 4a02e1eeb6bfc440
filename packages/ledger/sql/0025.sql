-- What a member chose of the columns of the files they import: once for each register, wherever they sit. No record: it may be
-- lost without anything being lost.

create table column_map (
  mission text collate "C" not null,
  member text collate "C" not null,
  register text collate "C" not null,
  map text not null check (length(map) <= 20000), -- JSON: a column's name and the field it is
  changed timestamptz(3) not null default now(),
  primary key (mission, member, register)
);

alter table column_map enable row level security;
alter table column_map force row level security;

create policy reads on column_map for select to konbit_reader using (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
create policy writes on column_map to konbit_writer using (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
) with check (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
create policy handles on column_map to konbit_owner using (true) with check (true);

grant select on column_map to konbit_reader;
grant select, insert, update on column_map to konbit_writer;
