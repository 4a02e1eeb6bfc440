-- What came in sealed, and the sealed answers to it. Nobody who holds this database can read any of it. A row is seen by whoever
-- sees the record it belongs to, as the policies of that record say; no hour and no address of whoever wrote it is kept.

create table parcel (
  mission text collate "C" not null,
  id uuid not null,
  n int8 generated always as identity,
  record uuid not null,
  reply_to text collate "C" not null, -- the open key of the receipt code
  side text collate "C" not null check (side in ('in', 'out')),
  day date not null,
  sealed_on text collate "C" not null check (sealed_on in ('phone', 'arrival')),
  keys text[] not null, -- the open keys that it was sealed to
  digest text collate "C" not null, -- of the bytes as they came
  sealed bytea not null check (octet_length(sealed) <= 14000000),
  anew bytea check (octet_length(anew) <= 14000000), -- the same, sealed to the keys of those who came later
  anew_keys text[],
  anew_by text collate "C",
  primary key (mission, id)
);
alter table parcel alter sealed set storage external; -- sealed bytes do not compress
alter table parcel alter anew set storage external;
create index on parcel (mission, record, n);
create index on parcel (mission, reply_to, n);
create index on parcel (mission, day);

alter table parcel enable row level security;
alter table parcel force row level security;
create policy reads on parcel for select to konbit_reader using (
  mission = current_setting('konbit.mission', true)
  and exists (select from version v where v.record = parcel.record and v.mission = parcel.mission)
);
create policy writes on parcel to konbit_writer using (true) with check (true);
create policy handles on parcel to konbit_owner using (true) with check (true);
grant select on parcel to konbit_reader;
grant select, insert, delete, update (anew, anew_keys, anew_by) on parcel to konbit_writer;
