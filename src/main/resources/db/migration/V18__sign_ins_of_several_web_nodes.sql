-- Sign-ins and their throttle belong to the installation, not to one web node: the loss of a node costs a reload, not a
-- sign-in (ADR 0011). All by the database's clock, since a node's may be wrong.

-- false: it is to end with its browser, and lives in the database about as long as somebody may leave a page alone
alter table persistent_login add column stays boolean not null default true;
-- the device has shown that it holds the current token; until then the answer that brought it may have been lost
alter table persistent_login add column confirmed boolean not null default true;

-- As persistent_login_use, which nodes of the release before still call; a token whose successor never arrived is
-- replaced again, however late.
create function persistent_login_renew(login text, hash text, new_hash text, grace interval, valid_staying interval,
    valid_until_closed interval, out outcome text, out staying boolean, out account account_login)
    language plpgsql security definer set search_path = public
as
$$
declare
    known persistent_login;
    valid_for interval;
begin
    select * into known from persistent_login where series = login for update;
    if not found then
        outcome := 'UNKNOWN';
        return;
    end if;
    if known.expires_at <= now() then
        delete from persistent_login where series = login;
        outcome := 'EXPIRED';
        return;
    end if;
    staying := known.stays;
    valid_for := case when known.stays then valid_staying else valid_until_closed end;
    if known.previous_hash = hash and known.rotated_at > now() - grace then
        outcome := 'PARALLEL';
    elsif known.token_hash = hash or known.previous_hash = hash and not known.confirmed then
        update persistent_login
        set token_hash = new_hash, previous_hash = hash, confirmed = false, rotated_at = now(),
            expires_at = now() + valid_for
        where series = login;
        outcome := 'ROTATED';
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

-- the device sent the current token: whoever brings an older one now is not the device
create function persistent_login_confirm(login text, hash text) returns void
    language sql security definer set search_path = public
as
$$
update persistent_login set confirmed = true where series = login and token_hash = hash and not confirmed
$$;

-- Is a session of this epoch, opened by this persistent login if any, still welcome? A login in use does not expire: it
-- is extended when a sixth of its time has gone.
create function account_session_good(account uuid, epoch integer, login text, valid_staying interval,
    valid_until_closed interval) returns boolean
    language plpgsql security definer set search_path = public
as
$$
declare
    known persistent_login;
    valid_for interval;
begin
    if not exists (select from app_user where id = account and enabled and session_epoch = epoch) then
        return false;
    end if;
    if login is null then
        return true;
    end if;
    select * into known from persistent_login where series = login and owner_id = account;
    if not found then
        return false;
    end if;
    valid_for := case when known.stays then valid_staying else valid_until_closed end;
    if known.expires_at < now() + valid_for * 5 / 6 then
        update persistent_login set expires_at = greatest(expires_at, now() + valid_for) where series = login;
    end if;
    return true;
end
$$;

-- Attempts to guess, by hashes of who is guessed at and from where. Forgotten with a crash of the database.
create unlogged table login_attempt
(
    key      text primary key,
    attempts integer     not null,
    last_at  timestamptz not null
);
create index login_attempt_age on login_attempt (last_at);

-- Counts an attempt against all keys, each with a number of free attempts; if it is one too many against any of them, it
-- does not count and the answer is how long to wait. Attempts against the same key go one after the other.
create function login_attempt_count(keys text[], free integer[], first_wait interval, longest_wait interval,
    forget interval) returns interval
    language plpgsql security definer set search_path = public
as
$$
declare
    wait interval;
begin
    perform pg_advisory_xact_lock(1804154414, place)
    from (select hashtext(key) as place from unnest(keys) key order by 1) places;
    delete from login_attempt where key = any (array(
        select key from login_attempt where last_at < now() - forget order by last_at limit 20 for update skip locked));
    select max(last_at + least(longest_wait, first_wait * power(2, least(attempts - allowed, 10))) - now()) into wait
    from login_attempt join unnest(keys, free) as limits (limited, allowed) on key = limited
    where attempts >= allowed;
    if wait > interval '0' then
        return wait;
    end if;
    insert into login_attempt as known select key, 1, now() from unnest(keys) key
    on conflict (key) do update
        set attempts = case when known.last_at < now() - forget then 1 else known.attempts + 1 end, last_at = now();
    return interval '0';
end
$$;

-- the attempt was no guess: these keys begin anew, and that one gets it back
create function login_attempt_forgive(forgotten text[], given_back text) returns void
    language sql security definer set search_path = public
as
$$
delete from login_attempt where key = any (forgotten) or key = given_back and attempts <= 1;
update login_attempt set attempts = attempts - 1 where key = given_back
$$;

do
$$
declare
    fn regprocedure;
begin
    for fn in select p.oid::regprocedure from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and (p.proname in ('persistent_login_renew', 'persistent_login_confirm', 'account_session_good')
               or p.proname like 'login\_attempt\_%')
    loop
        execute format('revoke all on function %s from public', fn);
        execute format('grant execute on function %s to ${app_role}', fn);
    end loop;
end
$$;
