-- Phones and machines on which a member works without a line. What they hold in wait is theirs and not here: a row says only
-- that there is such a device, whose it is, when it last came by, and whether it was lost. No record: it may be made anew.

create table device (
  mission text collate "C" not null,
  id uuid not null, -- made by the device
  member text collate "C" not null,
  title text not null check (length(title) between 1 and 80),
  sign_key text collate "C" check (length(sign_key) = 88), -- of what it signs by itself: a point of P-256, base64
  session uuid, -- with which it last came: it ends when the device is lost
  made timestamptz(3) not null default now(),
  used timestamptz(3) not null default now(),
  lost timestamptz(3),
  primary key (mission, id)
);
create index on device (mission, member);

alter table device enable row level security;
alter table device force row level security;

-- One's own; and everybody's, for whoever keeps access in order.
create policy reads on device for select to konbit_reader using (
  mission = current_setting('konbit.mission', true)
  and (
    member = current_setting('konbit.member', true)
    or 'registrar' = any (appointed_to(mission, current_setting('konbit.member', true)))
  )
);
-- A request names its device before anybody knows who asks.
create policy meets on device for select to konbit_writer using (mission = current_setting('konbit.mission', true));
create policy makes on device for insert to konbit_writer with check (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
);
create policy changes on device for update to konbit_writer using (
  mission = current_setting('konbit.mission', true)
  and (
    member = current_setting('konbit.member', true)
    or 'registrar' = any (appointed_to(mission, current_setting('konbit.member', true)))
  )
);
create policy handles on device to konbit_owner using (true) with check (true);

grant select on device to konbit_reader;
grant select, insert, update on device to konbit_writer;
