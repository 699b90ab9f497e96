-- Accounts, their logins and profiles, and the consent ledger.
-- Lookups that must happen before anybody is known go through security-definer functions only.
create table app_user
(
    id            uuid primary key,
    email         text        not null,
    password_hash text,
    role          text        not null,
    enabled       boolean     not null default true,
    name          text        not null,
    headline      text        not null default '',
    bio           text        not null default '',
    interests     text[]      not null default '{}',
    goals         text[]      not null default '{}',
    home_city     text        not null default '',
    home_country  text        not null default '',
    languages     text[]      not null default '{}',
    travel        text        not null default 'ANYWHERE',
    travel_km     integer,
    time_zone     text        not null default 'UTC',
    created_at    timestamptz not null,
    version       integer     not null default 0,
    constraint app_user_role check (role in ('USER', 'ADMIN')),
    constraint app_user_travel check (travel in ('HOME_CITY', 'SAME_COUNTRY', 'WITHIN_KM', 'CONTINENT', 'ANYWHERE')),
    constraint app_user_travel_km check ((travel = 'WITHIN_KM') = (travel_km is not null)),
    constraint app_user_email_lower check (email = lower(email))
);
create unique index app_user_email on app_user (email);

create function ayka_is_admin() returns boolean
    language sql stable security definer set search_path = public
    return exists (select from app_user where id = ayka_user() and role = 'ADMIN' and enabled);

alter table app_user enable row level security;
create policy own_row on app_user using (id = ayka_user()) with check (id = ayka_user());
create policy admin_reads on app_user for select using (ayka_is_admin());
create policy admin_updates on app_user for update using (ayka_is_admin());
-- role, enabled and id change through functions or the admin policy, never by the user alone
grant select, insert, delete on app_user to ${app_role};
grant update on app_user to ${app_role};

create function app_user_guard() returns trigger
    language plpgsql security definer set search_path = public
as
$$
begin
    if new.id <> old.id or ((new.role <> old.role or new.enabled <> old.enabled) and not ayka_is_admin()) then
        raise exception 'only an administrator changes roles' using errcode = '42501';
    end if;
    return new;
end
$$;
create trigger app_user_guard before update on app_user for each row execute function app_user_guard();

create table user_identity
(
    issuer     text        not null,
    subject    text        not null,
    owner_id   uuid        not null references app_user on delete cascade,
    created_at timestamptz not null,
    constraint user_identity_pk primary key (issuer, subject)
);
call ayka_owned('user_identity');

create table persistent_login
(
    series       text primary key,
    owner_id     uuid        not null references app_user on delete cascade,
    token_hash   text        not null,
    previous_hash text,
    rotated_at   timestamptz not null,
    expires_at   timestamptz not null,
    device       text        not null default ''
);
call ayka_owned('persistent_login');

create table consent
(
    id           uuid primary key,
    seq          bigint generated always as identity,
    owner_id     uuid        not null references app_user on delete cascade,
    recording_id uuid        not null,
    person       text        not null,
    purpose      text        not null,
    state        text        not null,
    at           timestamptz not null,
    by_user      uuid        not null,
    constraint consent_purpose check (purpose in ('RECORD', 'VOICE', 'SHARE', 'MATCH')),
    constraint consent_state check (state in ('GIVEN', 'REFUSED', 'WITHDRAWN'))
);
create index consent_recording on consent (recording_id);
call ayka_owned('consent');
