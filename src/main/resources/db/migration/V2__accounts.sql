-- Accounts, their logins and profiles, and the consent ledger.
-- Lookups that must happen before anybody is known go through security-definer functions only.
create table app_user
(
    id             uuid primary key,
    email          text        not null,
    email_verified boolean     not null default false,
    password_hash  text,
    role           text        not null,
    enabled        boolean     not null default true,
    session_epoch  integer     not null default 0,
    signed_in_at   timestamptz,
    name           text        not null,
    headline       text        not null default '',
    bio            text        not null default '',
    interests      text[]      not null default '{}',
    goals          text[]      not null default '{}',
    home_city      text        not null default '',
    home_country   text        not null default '',
    languages      text[]      not null default '{}',
    travel         text        not null default 'ANYWHERE',
    travel_km      integer,
    time_zone      text        not null default 'UTC',
    created_at     timestamptz not null,
    version        integer     not null default 0,
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
grant select, insert, update, delete on app_user to ${app_role};

-- Rules that hold whatever the program asks for. The owner of the schema is not bound by them, so that an operator can
-- repair accounts by hand. The lock makes two simultaneous first visitors, or two last administrators, take turns.
create function app_user_guard() returns trigger
    language plpgsql security definer set search_path = public
as
$$
begin
    if session_user <> '${app_role}' then
        return coalesce(new, old);
    end if;
    if tg_op = 'INSERT' then
        if new.role = 'ADMIN' and not ayka_is_admin() then
            perform pg_advisory_xact_lock(4154414331);
            if exists (select from app_user where role = 'ADMIN') then
                raise exception 'only an administrator makes administrators' using errcode = '42501';
            end if;
        end if;
        return new;
    end if;
    if old.role = 'ADMIN' and old.enabled and (tg_op = 'DELETE' or new.role <> 'ADMIN' or not new.enabled) then
        perform pg_advisory_xact_lock(4154414331);
        if not exists (select from app_user where role = 'ADMIN' and enabled and id <> old.id) then
            raise exception 'the last administrator stays' using errcode = 'AY001';
        end if;
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if new.id <> old.id or new.session_epoch < old.session_epoch
        or ((new.role <> old.role or new.enabled <> old.enabled or new.email <> old.email
            or new.email_verified <> old.email_verified) and not ayka_is_admin()) then
        raise exception 'only an administrator changes roles' using errcode = '42501';
    end if;
    return new;
end
$$;
create trigger app_user_guard before insert or update or delete on app_user
    for each row execute function app_user_guard();

-- a disabled account, a new password, another role: every session and persistent login of before ends
create function app_user_ends_sessions() returns trigger
    language plpgsql security definer set search_path = public
as
$$
begin
    if new.enabled <> old.enabled or new.role <> old.role
        or (old.password_hash is not null and new.password_hash is distinct from old.password_hash
            and current_setting('ayka.rehash', true) is distinct from 'on') then
        new.session_epoch := old.session_epoch + 1;
        delete from persistent_login
        where owner_id = new.id and series is distinct from nullif(current_setting('ayka.keep_login', true), '');
    end if;
    return new;
end
$$;
create trigger app_user_sessions before update on app_user for each row execute function app_user_ends_sessions();

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
    series        text primary key,
    owner_id      uuid        not null references app_user on delete cascade,
    token_hash    text        not null,
    previous_hash text,
    created_at    timestamptz not null,
    rotated_at    timestamptz not null,
    expires_at    timestamptz not null,
    device        text        not null default ''
);
create index persistent_login_owner on persistent_login (owner_id);
call ayka_owned('persistent_login');

-- One-time links: an invitation (no account yet), a new password (an account). Nobody reads
-- this table; the functions below are the only way in.
create table account_link
(
    token_hash text primary key,
    kind       text        not null,
    email      text        not null,
    user_id    uuid references app_user on delete cascade,
    expires_at timestamptz not null,
    constraint account_link_kind check (kind in ('JOIN', 'PASSWORD')),
    constraint account_link_user check ((kind = 'PASSWORD') = (user_id is not null))
);
create index account_link_user on account_link (user_id);
create index account_link_expiry on account_link (expires_at);

-- what a login needs to know of an account
create type account_login as
(
    id            uuid,
    email         text,
    name          text,
    role          text,
    enabled       boolean,
    email_verified boolean,
    password_hash text,
    session_epoch integer
);

create function account_setup_needed() returns boolean
    language sql stable security definer set search_path = public
    return not exists (select from app_user where role = 'ADMIN');

create function account_by_email(mail text) returns setof account_login
    language sql stable security definer set search_path = public
as
$$
select id, email, name, role, enabled, email_verified, password_hash, session_epoch from app_user where email = mail
$$;

create function account_by_identity(iss text, sub text) returns setof account_login
    language sql stable security definer set search_path = public
as
$$
select u.id, u.email, u.name, u.role, u.enabled, u.email_verified, u.password_hash, u.session_epoch
from app_user u join user_identity i on i.owner_id = u.id where i.issuer = iss and i.subject = sub
$$;

-- is a session of this epoch, opened by this persistent login if any, still welcome
create function account_session_good(account uuid, epoch integer, login text) returns boolean
    language sql stable security definer set search_path = public
    return exists (select from app_user where id = account and enabled and session_epoch = epoch)
        and (login is null or exists (select from persistent_login where series = login and owner_id = account));

-- Uses a persistent login once: ROTATED (the new hash is in force), PARALLEL (a request beside the one that rotated),
-- THEFT (an old token came back: all logins and sessions of the account ended), EXPIRED or UNKNOWN.
create function persistent_login_use(login text, hash text, new_hash text, at timestamptz, grace interval,
    valid_for interval, out outcome text, out account account_login)
    language plpgsql security definer set search_path = public
as
$$
declare
    known persistent_login;
begin
    select * into known from persistent_login where series = login for update;
    if not found then
        outcome := 'UNKNOWN';
        return;
    end if;
    if known.expires_at <= at then
        delete from persistent_login where series = login;
        outcome := 'EXPIRED';
        return;
    end if;
    if known.token_hash = hash then
        update persistent_login
        set token_hash = new_hash, previous_hash = hash, rotated_at = at, expires_at = at + valid_for
        where series = login;
        outcome := 'ROTATED';
    elsif known.previous_hash = hash and known.rotated_at > at - grace then
        outcome := 'PARALLEL';
    else
        delete from persistent_login where owner_id = known.owner_id;
        update app_user set session_epoch = session_epoch + 1 where id = known.owner_id;
        outcome := 'THEFT';
    end if;
    select id, email, name, role, enabled, email_verified, null, session_epoch into account
    from app_user where id = known.owner_id;
    if outcome <> 'THEFT' and not (account).enabled then
        outcome := 'UNKNOWN';
    end if;
end
$$;

create function persistent_login_end(login text, hash text) returns void
    language sql security definer set search_path = public
as
$$
delete from persistent_login where series = login and (token_hash = hash or previous_hash = hash)
$$;

-- an administrator makes a link and hands it over; the newest one of an address counts
create function account_link_make(hash text, link_kind text, mail text, account uuid, until timestamptz) returns void
    language plpgsql security definer set search_path = public
as
$$
begin
    if not ayka_is_admin() then
        raise exception 'only an administrator makes links' using errcode = '42501';
    end if;
    delete from account_link where (email = mail and kind = link_kind) or expires_at < now() - interval '1 day';
    insert into account_link values (hash, link_kind, mail, account, until);
end
$$;

create function account_link_find(hash text, at timestamptz) returns table (kind text, email text)
    language sql stable security definer set search_path = public
as
$$
select l.kind, l.email from account_link l where l.token_hash = hash and l.expires_at > at
$$;

-- Uses a link up. A JOIN makes an account with this id; a PASSWORD link changes the account's password. Null: no such
-- link, or the address has an account by now.
create function account_link_use(hash text, at timestamptz, account uuid, user_name text, password text, zone text)
    returns uuid
    language plpgsql security definer set search_path = public
as
$$
declare
    link account_link;
begin
    delete from account_link where token_hash = hash and expires_at > at returning * into link;
    if not found then
        return null;
    end if;
    if link.kind = 'PASSWORD' then
        update app_user set password_hash = password, version = version + 1 where id = link.user_id and enabled;
        delete from account_link where user_id = link.user_id;
        return link.user_id;
    end if;
    insert into app_user (id, email, email_verified, password_hash, role, name, time_zone, created_at)
    values (account, link.email, true, password, 'USER', user_name, zone, at)
    on conflict (email) do nothing;
    return case when found then account end;
end
$$;

do
$$
declare
    fn regprocedure;
begin
    for fn in select p.oid::regprocedure from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and (p.proname like 'account\_%' or p.proname like 'persistent\_login\_%')
    loop
        execute format('revoke all on function %s from public', fn);
        execute format('grant execute on function %s to ${app_role}', fn);
    end loop;
end
$$;

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
