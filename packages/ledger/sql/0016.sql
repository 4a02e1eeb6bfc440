-- What a member keeps of the pages for themselves: named views of lists, some shared with the mission, and how far they are
-- with the acts of the first hour. No record: it may be lost without anything being lost.

create table list_view (
  mission text collate "C" not null,
  id uuid not null, -- made by the client, so that sending twice is harmless
  member text collate "C" not null,
  register text collate "C" not null,
  name text not null check (length(name) between 1 and 80),
  is_shared boolean not null,
  look text not null check (length(look) <= 8000), -- JSON: filters, sort, columns, density
  changed timestamptz(3) not null default now(),
  primary key (mission, member, id)
);
create index on list_view (mission, register) where is_shared;

create table hour_act (
  mission text collate "C" not null,
  member text collate "C" not null,
  act text collate "C" not null check (length(act) between 1 and 40),
  done timestamptz not null default now(),
  primary key (mission, member, act)
);

alter table list_view enable row level security;
alter table list_view force row level security;
alter table hour_act enable row level security;
alter table hour_act force row level security;

-- One's own; and what was shared, for whoever the mission's records are shown to.
create policy reads on list_view for select to konbit_reader using (
  mission = current_setting('konbit.mission', true)
  and (
    member = current_setting('konbit.member', true)
    or (is_shared and 'mission' = any ((select held())::text[]))
  )
);
-- What there is of others' is counted, and changed by nobody else; whoever keeps access in order may end what others shared.
create policy counts on list_view for select to konbit_writer using (mission = current_setting('konbit.mission', true));
create policy makes on list_view for insert to konbit_writer with check (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
create policy changes on list_view for update to konbit_writer using (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
create policy ends on list_view for delete to konbit_writer using (
  mission = current_setting('konbit.mission', true)
  and (
    member = current_setting('konbit.member', true)
    or (is_shared and 'registrar' = any (appointed_to(mission, current_setting('konbit.member', true))))
  )
);
create policy handles on list_view to konbit_owner using (true) with check (true);

create policy reads on hour_act for select to konbit_reader using (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
create policy writes on hour_act to konbit_writer using (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
) with check (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
create policy handles on hour_act to konbit_owner using (true) with check (true);

grant select on list_view, hour_act to konbit_reader;
grant select, insert, update, delete on list_view, hour_act to konbit_writer;
