-- Devices that record without a web session: each holds a token of its own that its user sees and can take back. A pairing
-- is how one comes by it (RFC 8628): nobody reads its table, the functions below are the only way in.
create table connected_device
(
    id         uuid primary key,
    owner_id   uuid        not null references app_user on delete cascade,
    name       text        not null,
    token_hash text        not null,
    created_at timestamptz not null,
    used_at    timestamptz,
    expires_at timestamptz not null,
    constraint connected_device_owner unique (id, owner_id)
);
create unique index connected_device_token on connected_device (token_hash);
create index connected_device_list on connected_device (owner_id, created_at desc);
call ayka_owned('connected_device');

alter table capture_token add column connected_device_id uuid;
alter table capture_token add constraint capture_token_device foreign key (connected_device_id, owner_id)
    references connected_device (id, owner_id) on delete set null (connected_device_id);
create index capture_token_device on capture_token (connected_device_id) where connected_device_id is not null;

-- what a device obtained ends with it; the row stays, since it is also news of the recording
create function connected_device_ends() returns trigger
    language plpgsql security definer set search_path = public
as
$$
begin
    update capture_token set revoked_at = now() where connected_device_id = old.id and revoked_at is null;
    return old;
end
$$;
create trigger connected_device_ends before delete on connected_device
    for each row execute function connected_device_ends();

-- what ends every session ends every device too, but for another role, which says nothing about devices
create function app_user_ends_devices() returns trigger
    language plpgsql security definer set search_path = public
as
$$
begin
    delete from connected_device where owner_id = new.id;
    return new;
end
$$;
create trigger app_user_devices after update on app_user for each row
    when (new.session_epoch > old.session_epoch and new.role = old.role)
    execute function app_user_ends_devices();

create table device_pairing
(
    code_hash   text primary key,
    user_code   text        not null,
    device      text        not null,
    address     text        not null,
    back        text        not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    asked_at    timestamptz,
    answered_by uuid references app_user on delete cascade,
    accepted    boolean,
    device_id   uuid,
    constraint device_pairing_back check (back in ('PAGE', 'APP', 'NOWHERE')),
    constraint device_pairing_answer check ((answered_by is null) = (accepted is null))
);
create unique index device_pairing_user_code on device_pairing (user_code);
create index device_pairing_address on device_pairing (address);
create index device_pairing_expiry on device_pairing (expires_at);

-- BEGUN, TAKEN (another code has to be drawn) or TOO_MANY (that wait for an answer, from this address or at all)
create function device_pairing_begin(hash text, code text, name text, origin text, way text, at timestamptz,
    until timestamptz) returns text
    language plpgsql security definer set search_path = public
as
$$
begin
    delete from device_pairing where expires_at <= at;
    if (select count(*) from device_pairing where address = origin) >= 20
        or (select count(*) from device_pairing) >= 10000 then
        return 'TOO_MANY';
    end if;
    insert into device_pairing (code_hash, user_code, device, address, back, created_at, expires_at)
    values (hash, code, name, origin, way, at, until)
    on conflict do nothing;
    return case when found then 'BEGUN' else 'TAKEN' end;
end
$$;

-- what a person is asked about; only while it waits for an answer, and only somebody who acts may look
create function device_pairing_find(code text, moment timestamptz)
    returns table (device text, address text, back text, created_at timestamptz)
    language sql stable security definer set search_path = public
as
$$
select p.device, p.address, p.back, p.created_at from device_pairing p
where p.user_code = code and p.expires_at > moment and p.accepted is null and ayka_user() is not null
$$;

create function device_pairing_answer(code text, yes boolean, at timestamptz) returns boolean
    language plpgsql security definer set search_path = public
as
$$
begin
    update device_pairing set answered_by = ayka_user(), accepted = yes
    where user_code = code and expires_at > at and accepted is null and ayka_user() is not null;
    return found;
end
$$;

-- Asks for the answer: WAITING, SLOW_DOWN, REFUSED, EXPIRED or CONNECTED. An answer may get lost on its way, so a device
-- that asks again gets another token until one was used.
create function device_pairing_collect(hash text, token text, fresh uuid, at timestamptz, pause interval,
    until timestamptz, out outcome text, out account uuid, out device uuid)
    language plpgsql security definer set search_path = public
as
$$
declare
    known device_pairing;
begin
    select * into known from device_pairing where code_hash = hash for update;
    if not found then
        outcome := 'EXPIRED';
    elsif known.asked_at > at - pause then
        outcome := 'SLOW_DOWN';
    elsif known.expires_at <= at then
        outcome := 'EXPIRED';
    elsif known.accepted is null then
        outcome := 'WAITING';
        update device_pairing set asked_at = at where code_hash = hash;
    elsif not known.accepted then
        outcome := 'REFUSED';
    elsif not exists (select from app_user where id = known.answered_by and enabled) then
        outcome := 'EXPIRED';
    elsif known.device_id is null then
        insert into connected_device (id, owner_id, name, token_hash, created_at, expires_at)
        values (fresh, known.answered_by, known.device, token, at, until);
        update device_pairing set device_id = fresh, asked_at = at where code_hash = hash;
        outcome := 'CONNECTED';
        device := fresh;
    else
        update connected_device set token_hash = token where id = known.device_id and used_at is null;
        outcome := case when found then 'CONNECTED' else 'EXPIRED' end;
        update device_pairing set asked_at = at where code_hash = hash;
        device := known.device_id;
    end if;
    if outcome in ('REFUSED', 'EXPIRED') then
        delete from device_pairing where code_hash = hash;
        device := null;
    end if;
    if outcome = 'CONNECTED' then
        account := known.answered_by;
    end if;
end
$$;

-- whose device holds this token; being used prolongs it
create function connected_device_use(token text, at timestamptz, until timestamptz)
    returns table (owner_id uuid, device uuid)
    language plpgsql security definer set search_path = public
as
$$
begin
    update connected_device d set used_at = at, expires_at = until
    where d.token_hash = token and d.expires_at > at and (d.used_at is null or d.used_at < at - interval '1 minute')
      and exists (select from app_user u where u.id = d.owner_id and u.enabled);
    return query select d.owner_id, d.id from connected_device d
        where d.token_hash = token and d.expires_at > at
          and exists (select from app_user u where u.id = d.owner_id and u.enabled);
end
$$;

do
$$
declare
    fn regprocedure;
begin
    for fn in select p.oid::regprocedure from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and (p.proname like 'device\_pairing\_%' or p.proname = 'connected_device_use')
    loop
        execute format('revoke all on function %s from public', fn);
        execute format('grant execute on function %s to ${app_role}', fn);
    end loop;
end
$$;
