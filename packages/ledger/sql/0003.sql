-- Who may see: members, what they hold, and who read what. The tables here are projections of registers that grant, kept in
-- step inside the append (access/grants.ts); rows of kind `demo` come from the mission's folder and from tests.

alter table member
  add column kind text collate "C" not null default 'demo',
  add column is_active boolean not null default true,
  add column until timestamptz,
  add column units text[] not null default '{}'; -- the bodies they belong to

alter table clearance
  add column kind text collate "C" not null default 'demo',
  add column source uuid not null default '00000000-0000-0000-0000-000000000000',
  add column seq int8,
  drop constraint clearance_pkey,
  add primary key (mission, member, label, unit, source);

alter table barred
  add column source uuid not null default '00000000-0000-0000-0000-000000000000',
  drop constraint barred_pkey,
  add primary key (mission, member, record, source);

create table appointed (
  mission text collate "C" not null,
  member text collate "C" not null,
  role text collate "C" not null,
  source uuid not null,
  until timestamptz,
  seq int8 not null,
  primary key (mission, member, role, source)
);

-- Every record that ever granted anything to a member: none of them can be hidden from that member by a barring.
create table concerns (
  mission text collate "C" not null,
  record uuid not null,
  member text collate "C" not null,
  primary key (mission, record, member)
);

-- The unit in whose line nobody sees the record.
create table accused (
  mission text collate "C", unit text collate "C", record uuid,
  primary key (mission, unit, record)
);

-- Which roles may hold which compartment, and which never hold any. Filled from model/grants.ts.
create table holder (label text collate "C", role text collate "C", primary key (label, role));
create table operation_role (role text collate "C" primary key);

create index on unit (mission, above, unit);

create function is_member(of_mission text, of_member text) returns boolean
language sql stable security definer set search_path = konbit, pg_temp
return exists (
  select from member m
  where m.mission = of_mission and m.member = of_member and m.is_active and (m.until is null or m.until > now())
);

-- The roles of a member, whether or not they are let in today.
create function appointed_to(of_mission text, of_member text) returns text[]
language sql stable security definer set search_path = konbit, pg_temp
return array(
  select unnest(m.roles) from member m where m.mission = of_mission and m.member = of_member
  union
  select a.role::text from appointed a
  where a.mission = of_mission and a.member = of_member and (a.until is null or a.until > now())
);

-- A compartment counts only while a role that may hold it does, and no role of operations: this stands behind the refusal
-- at granting. People of the mission's folder are as the folder says.
create function may_hold(of_label text, roles text[]) returns boolean
language sql stable security definer set search_path = konbit, pg_temp
return (
  exists (select from opens o where o.held = of_label and o.label = 'public')
  or (
    exists (select from holder h where h.label = of_label and h.role = any (roles))
    and not exists (select from operation_role r where r.role = any (roles))
  )
);

-- What follows is asked for every read and every batch, so it is PL/pgSQL, which keeps its plans; its tables are small.

-- Everything a member holds by the real clock, and by which record and entry. `own`: what is kept about themself.
create function holds_of(of_mission text, of_member text)
returns table (label text, unit text, kind text, source uuid, seq int8, until timestamptz)
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
declare who member;
begin
  select m.* into who from member m where m.mission = of_mission and m.member = of_member;
  if who.is_active is not true or who.until <= now() then return; end if;
  return query
    select c.label::text, c.unit::text, c.kind::text, c.source, c.seq, c.until
    from clearance c
    where c.mission = of_mission and c.member = of_member and (c.until is null or c.until > now())
      and (c.kind = 'demo' or may_hold(c.label, appointed_to(of_mission, of_member)));
  if who.kind <> 'demo' then
    return query select 'restricted', who.member::text, 'own', null::uuid, null::int8, who.until;
  end if;
end $$;

-- The scopes that these labels at these units open: with all labels below, and all units below.
create function opened(of_mission text, labels text[], units text[]) returns int4[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
begin
  return array(
    select s.scope from scope s
    where s.mission = of_mission and s.label = any (array(
      select o.label from unnest(labels, units) as h (label, unit) join opens o on o.held = h.label where h.unit = '*'
    ))
    union
    select s.scope from unnest(labels, units) as h (label, unit)
    join opens o on o.held = h.label
    join scope s on s.mission = of_mission and s.label = o.label and s.unit = h.unit
    where h.unit <> '*'
    union
    select s.scope from unnest(labels, units) as h (label, unit)
    join opens o on o.held = h.label
    join unit u on u.mission = of_mission and u.above = h.unit
    join scope s on s.mission = of_mission and s.label = o.label and s.unit = u.unit
    where h.unit <> '*'
  );
end $$;

create or replace function scopes_of(of_mission text, of_member text) returns int4[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
declare labels text[]; units text[];
begin
  select array_agg(h.label), array_agg(h.unit) into labels, units from holds_of(of_mission, of_member) h;
  return case when labels is null then '{}' else opened(of_mission, labels, units) end;
end $$;

-- Barred by an entry of its own, or because the record is against somebody in the member's line: their own unit, those above
-- it and those below. What is kept about the member is never hidden from them.
create or replace function barred_of(of_mission text, of_member text) returns uuid[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
declare own text[] := (select m.units from member m where m.mission = of_mission and m.member = of_member);
begin
  return array(
    with line as (
      select unnest(own) as unit
      union
      select u.above from unit u where u.mission = of_mission and u.unit = any (own)
      union
      select u.unit from unit u where u.mission = of_mission and u.above = any (own)
    ), named as (
      select b.record from barred b where b.mission = of_mission and b.member = of_member
      union
      select a.record from line l join accused a on a.mission = of_mission and a.unit = l.unit
    )
    select n.record from named n
    where not exists (
      select from concerns c where c.mission = of_mission and c.record = n.record and c.member = of_member
    )
  );
end $$;

-- A view narrows and never widens: only what both the reader and such a reader would see.
create or replace function scopes() returns int4[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
declare
  mission text := current_setting('konbit.mission', true);
  own int4[] := scopes_of(mission, current_setting('konbit.member', true));
  view text := current_setting('konbit.view', true);
begin
  if coalesce(view, '') = '' then return own; end if;
  return array(
    select unnest(own)
    intersect
    select unnest(opened(mission, array_agg(v.label), array_agg(v.unit)))
    from jsonb_to_recordset(view::jsonb) as v (label text, unit text)
  );
end $$;

create or replace function barred() returns uuid[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
begin
  return barred_of(current_setting('konbit.mission', true), current_setting('konbit.member', true));
end $$;

create or replace function held() returns text[]
language plpgsql stable security definer set search_path = konbit, pg_temp set plan_cache_mode = auto
as $$
declare view text := coalesce(current_setting('konbit.view', true), '');
begin
  return array(
    select o.label::text
    from holds_of(current_setting('konbit.mission', true), current_setting('konbit.member', true)) h
    join opens o on o.held = h.label
    where h.unit = '*' and (
      view = ''
      or exists (
        select from jsonb_to_recordset(nullif(view, '')::jsonb) as v (label text, unit text)
        join opens w on w.held = v.label
        where v.unit = '*' and w.label = o.label
      )
    )
    group by o.label order by o.label
  );
end $$;

-- Why a reader sees a scope: each of their own holdings that opens it.
create function why(of_scopes int4[])
returns table (scope int4, label text, unit text, kind text, held_label text, held_unit text, source uuid, seq int8, until timestamptz)
language sql stable security definer set search_path = konbit, pg_temp
begin atomic
  select s.scope, s.label, s.unit, h.kind, h.label, h.unit, h.source, h.seq, h.until
  from scope s
  join opens o on o.label = s.label
  join holds_of(current_setting('konbit.mission', true), current_setting('konbit.member', true)) h on h.label = o.held
  where s.mission = current_setting('konbit.mission', true) and s.scope = any (of_scopes) and s.scope = any (scopes())
    and (
      h.unit in ('*', s.unit)
      or exists (select from unit u where u.mission = s.mission and u.unit = s.unit and u.above = h.unit)
    );
end;

-- The line that is barred from a record, for whoever sees the record; its label decides that before this is asked.
create function barred_line(of_record uuid) returns text[]
language sql stable security definer set search_path = konbit, pg_temp
return array(
  select a.unit::text from accused a where a.mission = current_setting('konbit.mission', true) and a.record = of_record
);

-- Who read what. Nobody but the two functions below touches these tables, so whoever runs the server can add a row and do
-- nothing else. Each row carries the hash of the one before.

create function ids_of(said text) returns uuid[]
language sql immutable parallel safe set search_path = konbit, pg_temp
return array(select jsonb_array_elements_text(coalesce(said::jsonb -> 'ids', '[]'))::uuid);
create function words_of(said text, name text) returns text[]
language sql immutable parallel safe set search_path = konbit, pg_temp
return array(select jsonb_array_elements_text(coalesce(said::jsonb -> name, '[]')));

create table reading (
  mission text collate "C" not null,
  n int8 not null,
  at timestamptz not null,
  said text not null, -- who, by which door, which records under which labels; what is hashed
  hash bytea not null,
  member text collate "C" generated always as (said::jsonb ->> 'member') stored,
  register text collate "C" generated always as (said::jsonb ->> 'register') stored,
  labels text[] generated always as (words_of(said, 'labels')) stored,
  ids uuid[] generated always as (ids_of(said)) stored,
  primary key (mission, n)
);
create index on reading (mission, member, n);
create index on reading using gin (ids);

create table reading_head (
  mission text collate "C" primary key,
  n int8 not null default 0,
  hash bytea not null default ''
);

create function reading_hash(before bytea, n int8, at timestamptz, said text) returns bytea
language sql stable set search_path = konbit, pg_temp
return sha256(
  before || int8send(n) || int8send((extract(epoch from at) * 1000)::int8) || convert_to(said, 'UTF8')
);

-- Adds readings in order and tells the number of the last.
create function note_readings(of_mission text, told text[]) returns int8
language plpgsql security definer set search_path = konbit, pg_temp
as $$
declare
  last reading_head;
  one text;
  moment timestamptz := date_trunc('milliseconds', clock_timestamp());
begin
  insert into reading_head (mission) values (of_mission) on conflict do nothing;
  select * into last from reading_head where mission = of_mission for update;
  foreach one in array told loop
    last.n := last.n + 1;
    last.hash := reading_hash(last.hash, last.n, moment, one);
    insert into reading (mission, n, at, said, hash) values (of_mission, last.n, moment, one, last.hash);
  end loop;
  update reading_head set n = last.n, hash = last.hash where mission = of_mission;
  return last.n;
end $$;

-- Which readings the reader may look at: their own; an auditor, all; a monitor and a conduct officer, those of what lies
-- behind a firewall that they are cleared for.
create function readings_seen(asked_member text, asked_record uuid, asked_register text, asked_label text, from_at timestamptz, to_at timestamptz, below int8, most int4)
returns table (n int8, at timestamptz, said text)
language sql stable security definer set search_path = konbit, pg_temp
begin atomic
  with who as (
    select current_setting('konbit.mission', true) as mission, current_setting('konbit.member', true) as member
  ), may as (
    select w.mission, w.member, appointed_to(w.mission, w.member) as roles,
      array(select h.label from holds_of(w.mission, w.member) h where h.unit = '*' and may_hold(h.label, '{}') is false) as walled
    from who w where is_member(w.mission, w.member) and coalesce(current_setting('konbit.view', true), '') = ''
  )
  select r.n, r.at, r.said
  from may m join reading r on r.mission = m.mission
  where r.n < below
    and (asked_member is null or r.member = asked_member)
    and (asked_record is null or r.ids @> array[asked_record])
    and (asked_register is null or r.register = asked_register)
    and (asked_label is null or asked_label = any (r.labels))
    and (from_at is null or r.at >= from_at)
    and (to_at is null or r.at < to_at)
    and (
      r.member = m.member
      or 'auditor' = any (m.roles)
      or (m.roles && array['monitor', 'conduct'] and r.labels && m.walled)
    )
  order by r.n desc limit least(most, 1000);
end;

create function reading_end(of_mission text) returns table (n int8, hash bytea)
language sql stable security definer set search_path = konbit, pg_temp
begin atomic
  select h.n, h.hash from reading_head h where h.mission = of_mission;
end;

-- A stretch of the chain, worked out again: where it first does not hold, or nothing.
create function reading_broken(of_mission text) returns int8
language sql stable security definer set search_path = konbit, pg_temp
return (
  with chain as (
    select r.n, r.at, r.said, r.hash,
      lag(r.hash, 1, ''::bytea) over (order by r.n) as before, row_number() over (order by r.n) as place
    from reading r where r.mission = of_mission
  ), wrong as (
    select c.n from chain c where c.n <> c.place or c.hash <> reading_hash(c.before, c.n, c.at, c.said)
    union all
    select coalesce(max(c.n), 0) + 1 from chain c
    having coalesce(max(c.n), 0) <> coalesce((select h.n from reading_head h where h.mission = of_mission), 0)
      or (max(c.n) is not null and (select h.hash from reading_head h where h.mission = of_mission)
        is distinct from (select l.hash from reading l where l.mission = of_mission order by l.n desc limit 1))
  )
  select min(w.n) from wrong w
);
create function reading_hash_at(of_mission text, of_n int8) returns bytea
language sql stable security definer set search_path = konbit, pg_temp
return (select r.hash from reading r where r.mission = of_mission and r.n = of_n);

-- Notices of a change of access, told outside this server. The address is the one that stood before, and the one that stands.
create table told_at (
  mission text collate "C" not null,
  member text collate "C" not null,
  address text not null,
  primary key (mission, member)
);
create table notice (
  mission text collate "C" not null,
  seq int8 not null,
  member text collate "C" not null,
  address text not null,
  body text not null,
  made timestamptz not null default now(),
  tries int4 not null default 0,
  next timestamptz not null default now(), -- infinity: it is over
  delivered timestamptz,
  failure text,
  primary key (mission, seq, member, address)
);
create index on notice (next) where delivered is null and next < 'infinity';

create function notices_seen(below int8, most int4)
returns table (seq int8, member text, made timestamptz, tries int4, next timestamptz, delivered timestamptz, failure text, kind text)
language sql stable security definer set search_path = konbit, pg_temp
begin atomic
  with may as (
    select current_setting('konbit.mission', true) as mission, current_setting('konbit.member', true) as member,
      appointed_to(current_setting('konbit.mission', true), current_setting('konbit.member', true)) as roles
    where is_member(current_setting('konbit.mission', true), current_setting('konbit.member', true))
      and coalesce(current_setting('konbit.view', true), '') = ''
  )
  select n.seq, n.member, n.made, n.tries, n.next, n.delivered, n.failure, case when n.address like 'http%' then 'web' else 'mail' end
  from may m join notice n on n.mission = m.mission
  where n.seq < below and (n.member = m.member or m.roles && array['auditor', 'registrar'])
  order by n.seq desc, n.member, n.address limit least(most, 500);
end;

do $$
declare name text;
begin
  for name in
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'konbit'::regnamespace and p.proname in ('is_member', 'appointed_to', 'may_hold', 'holds_of', 'opened',
      'why', 'barred_line', 'ids_of', 'words_of', 'reading_hash', 'note_readings', 'readings_seen', 'reading_end', 'reading_broken',
      'reading_hash_at', 'notices_seen')
  loop
    execute format('revoke execute on function %s from public', name);
  end loop;
end $$;
grant execute on function why(int4[]), barred_line(uuid), notices_seen(int8, int4) to konbit_reader;
grant execute on function readings_seen(text, uuid, text, text, timestamptz, timestamptz, int8, int4), reading_end(text) to konbit_reader;
grant execute on function is_member(text, text), appointed_to(text, text), holds_of(text, text), note_readings(text, text[]),
  reading_end(text), reading_broken(text), reading_hash_at(text, int8) to konbit_writer;
grant select, insert, update, delete on appointed, concerns, accused, told_at, notice to konbit_writer;
grant select on holder, operation_role to konbit_writer;
