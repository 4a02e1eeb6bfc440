-- Accounts: where people and programs sign in. A schema of its own, which only konbit_account reaches and which reaches
-- nothing of the record. The first six tables have the shape that better-auth expects (docs/decisions/sign-in.md).

create table account."user" (
  id uuid default gen_random_uuid() not null primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null,
  "twoFactorEnabled" boolean
);

create table account.session (
  id uuid default gen_random_uuid() not null primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null, -- when it was last used, to within minutes
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references account."user" (id) on delete cascade,
  way text -- password, totp, backupCode, passkey or oidc
);
create index on account.session ("userId");

create table account.account (
  id uuid default gen_random_uuid() not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references account."user" (id) on delete cascade,
  "accessToken" text, -- sealed, as is the next
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text, -- scrypt
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null
);
create index on account.account ("userId");

create table account.verification (
  id uuid default gen_random_uuid() not null primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null
);
create index on account.verification (identifier);

create table account."twoFactor" (
  id uuid default gen_random_uuid() not null primary key,
  secret text not null, -- sealed, as are the codes
  "backupCodes" text not null,
  "userId" uuid not null references account."user" (id) on delete cascade,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index on account."twoFactor" ("userId");

create table account.passkey (
  id uuid default gen_random_uuid() not null primary key,
  name text,
  "publicKey" text not null,
  "userId" uuid not null references account."user" (id) on delete cascade,
  "credentialID" text not null unique,
  counter integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamptz,
  aaguid text
);
create index on account.passkey ("userId");

-- Which member of which mission an account is. One account may serve in several missions.
create table account.link (
  "user" uuid not null references account."user" (id) on delete cascade,
  mission text collate "C" not null,
  member uuid not null,
  came text not null check (came in ('setup', 'invitation', 'group')),
  checked timestamptz not null default now(), -- when the provider last said that all is as it was
  made timestamptz not null default now(),
  primary key ("user", mission),
  unique (mission, member)
);

-- Links that open once: to set a mission up, to accept an invitation, to get back in. Only the digest is kept.
create table account.pass (
  digest bytea primary key,
  kind text not null check (kind in ('setup', 'invitation', 'recovery')),
  mission text collate "C" not null,
  member uuid, -- none for a set-up link: it makes the member
  email text,
  by text collate "C" not null,
  made timestamptz not null default now(),
  until timestamptz not null,
  used timestamptz
);
create index on account.pass (mission, member);

-- Keys for programs. Only the digest is kept, and every key has an end.
create table account.key (
  id uuid primary key,
  mission text collate "C" not null,
  member uuid not null,
  title text not null,
  digest bytea not null unique,
  roles text[], -- of the member's, those it may use; null: all
  registers text[], -- those it may reach; null: all
  "mayWrite" boolean not null,
  by text collate "C" not null,
  made timestamptz not null default now(),
  until timestamptz not null,
  used timestamptz,
  ended timestamptz
);
create index on account.key (mission, member);

revoke all on schema account from public;
grant usage on schema account to konbit_account;
grant select, insert, update, delete on all tables in schema account to konbit_account;
