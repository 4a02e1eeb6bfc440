-- Notices to members: on a page of their own, in a calendar, by mail and by post to a web address. None of it is a record. A
-- notice holds a key of words, numbers and names of registers, and never what a record says; of a record one no longer sees,
-- or of a label one no longer reaches, the notice is not seen either.

create table inbox (
  mission text collate "C" not null,
  id int8 generated always as identity,
  member text collate "C" not null,
  kind text collate "C" not null check (kind in ('order', 'returned', 'due', 'alert', 'delivery')),
  key text collate "C" not null,
  said jsonb not null, -- the values of the key
  link text collate "C" not null,
  register text collate "C",
  record uuid, -- that the reader must see
  label text collate "C", -- that the reader must reach somewhere
  about text collate "C" not null, -- what it is about: told once to each member
  entry int8, -- by which it came
  rule uuid, -- the alert it belongs to, with its cause
  cause text collate "C",
  due date,
  is_urgent boolean not null default false,
  at timestamptz not null, -- by the mission's clock
  held timestamptz, -- leaves by no way before then, because its rule is quiet
  waits timestamptz, -- nor before then, because its member is, or reads all of a day at once
  made timestamptz not null default now(),
  seen timestamptz,
  mailed timestamptz, -- when it was decided about, and may not have been sent
  posted timestamptz,
  primary key (mission, id),
  unique (mission, member, about)
);
create index on inbox (mission, member, at, id);
create index on inbox (mission, member) where seen is null;
create index on inbox (mission, made) where mailed is null or posted is null;
create index on inbox (mission, rule, cause) where rule is not null;

-- A rule that fired, and whether anybody said that they have it.
create table inbox_alert (
  mission text collate "C" not null,
  rule uuid not null,
  cause text collate "C" not null,
  fired timestamptz not null default now(),
  escalates timestamptz,
  escalated timestamptz,
  acknowledged timestamptz,
  acknowledger text collate "C",
  primary key (mission, rule, cause)
);
create index on inbox_alert (escalates) where escalated is null and acknowledged is null;

-- On which side of its threshold a figure was when a rule last asked, in the eyes of one member.
create table inbox_level (
  mission text collate "C" not null,
  rule uuid not null,
  member text collate "C" not null,
  is_beyond boolean not null,
  asked timestamptz not null default now(),
  primary key (mission, rule, member)
);

-- The last civil day whose coming due dates were told.
create table inbox_day (
  mission text collate "C" primary key,
  day date not null
);

create table inbox_setting (
  mission text collate "C" not null,
  member text collate "C" not null,
  language text collate "C" not null default 'en',
  mail text,
  mail_since timestamptz, -- when they showed that it is theirs; null: not yet
  code bytea, -- digest of what was sent there
  code_until timestamptz,
  code_tries int4 not null default 0,
  web text,
  web_since timestamptz,
  digest_hour int2 check (digest_hour between 0 and 23), -- null: each by itself
  quiet_from text collate "C",
  quiet_to text collate "C",
  silent text[] not null default '{}', -- kinds that leave by no way
  changed timestamptz not null default now(),
  primary key (mission, member)
);

create table calendar_link (
  mission text collate "C" not null,
  member text collate "C" not null,
  digest bytea not null,
  made timestamptz not null default now(),
  used timestamptz,
  primary key (mission, member)
);
create unique index on calendar_link (mission, digest);

create table inbox_delivery (
  mission text collate "C" not null,
  id uuid not null default gen_random_uuid(),
  member text collate "C" not null,
  way text collate "C" not null check (way in ('mail', 'web')),
  kind text collate "C" not null check (kind in ('notice', 'digest', 'code')),
  day date, -- of a digest
  body text not null,
  made timestamptz not null default now(),
  tries int4 not null default 0,
  next timestamptz not null default now(), -- infinity: it is over
  delivered timestamptz,
  failure text,
  primary key (mission, id)
);
create index on inbox_delivery (next) where next < 'infinity';
create index on inbox_delivery (mission, member, made);
create unique index on inbox_delivery (mission, member, day) where kind = 'digest';

-- The labels that the reader reaches at any unit.
create function reached() returns text[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
begin
  return array(
    select distinct o.label::text
    from holds_of(current_setting('konbit.mission', true), current_setting('konbit.member', true)) h
    join opens o on o.held = h.label
  );
end $$;

-- Those of these members who see the record now, under its register's own label.
create function seers_of(of_mission text, of_record uuid, of_label text, members text[]) returns text[]
language sql stable set search_path = konbit, pg_temp
begin atomic
  select coalesce(array_agg(m.member), '{}')
  from unnest(members) as m (member)
  where is_member(of_mission, m.member)
    and not of_record = any (barred_of(of_mission, m.member))
    and exists (
      select from version v
      where v.record = of_record and v.mission = of_mission and v.label = of_label
        and v.scope = any (scopes_of(of_mission, m.member))
    );
end;

-- Who acknowledged the alert of a notice, for whoever has that notice.
create function alert_seen(of_rule uuid, of_cause text) returns timestamptz
language sql stable security definer set search_path = konbit, pg_temp
return (
  select a.acknowledged from inbox_alert a
  where a.mission = current_setting('konbit.mission', true) and a.rule = of_rule and a.cause = of_cause
);

do $$
declare name text;
begin
  foreach name in array array['inbox', 'inbox_alert', 'inbox_level', 'inbox_day', 'inbox_setting', 'calendar_link', 'inbox_delivery'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy writes on %I to konbit_writer using (true) with check (true)', name);
    execute format('create policy handles on %I to konbit_owner using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to konbit_writer', name);
  end loop;
  -- With other eyes one sees nobody's notices, not even one's own.
  foreach name in array array['inbox', 'inbox_setting', 'calendar_link', 'inbox_delivery'] loop
    execute format('grant select on %I to konbit_reader', name);
  end loop;
  foreach name in array array['inbox_setting', 'calendar_link', 'inbox_delivery'] loop
    execute format(
      'create policy reads on %I for select to konbit_reader using (
         mission = current_setting(''konbit.mission'', true) and member = current_setting(''konbit.member'', true)
         and coalesce(current_setting(''konbit.view'', true), '''') = '''')', name);
  end loop;
end $$;
create policy reads on inbox for select to konbit_reader using (
  mission = current_setting('konbit.mission', true) and member = current_setting('konbit.member', true)
  and coalesce(current_setting('konbit.view', true), '') = ''
  and (label is null or label = any ((select reached())::text[]))
  and (record is null or exists (select from version v where v.record = inbox.record and v.mission = inbox.mission))
);

revoke execute on function reached(), seers_of(text, uuid, text, text[]), alert_seen(uuid, text) from public;
grant execute on function reached(), alert_seen(uuid, text) to konbit_reader;
grant execute on function seers_of(text, uuid, text, text[]) to konbit_writer;
