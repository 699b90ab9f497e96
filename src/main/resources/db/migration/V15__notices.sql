-- Notices: what a user should hear of, once for each (kind, occasion), where it is told, and where pushes go to.
-- A notice quotes the title of its recording and is erased with it.
create table notice
(
    id           uuid primary key,
    owner_id     uuid        not null references app_user on delete cascade,
    kind         text        not null,
    occasion     text        not null,
    recording_id uuid,
    title        text        not null,
    words        text        not null,
    quantity     integer     not null default 0,
    in_app       boolean     not null,
    created_at   timestamptz not null,
    read_at      timestamptz,
    mailed_at    timestamptz,
    constraint notice_once unique (owner_id, kind, occasion),
    constraint notice_of_owner unique (id, owner_id),
    constraint notice_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade
);
create index notice_list on notice (owner_id, created_at desc);
create index notice_unread on notice (owner_id) where read_at is null and in_app;
create index notice_age on notice (created_at);
call ayka_owned('notice');

-- a choice of the user's that differs from what a kind does by itself
create table notice_choice
(
    owner_id uuid    not null references app_user on delete cascade,
    kind     text    not null,
    channel  text    not null,
    wanted   boolean not null,
    constraint notice_choice_pk primary key (owner_id, kind, channel),
    constraint notice_choice_channel check (channel in ('APP', 'PUSH', 'MAIL'))
);
call ayka_owned('notice_choice');

-- when nothing may ring, in minutes of the user's day; equal ends mean never
create table notice_habit
(
    owner_id       uuid primary key references app_user on delete cascade,
    quiet_from_min integer not null,
    quiet_to_min   integer not null,
    titles_hidden  boolean not null,
    constraint notice_habit_day check (quiet_from_min between 0 and 1439 and quiet_to_min between 0 and 1439)
);
call ayka_owned('notice_habit');

-- A browser or phone that takes pushes, for as long as its user is signed in there.
create table push_subscription
(
    id           uuid primary key,
    owner_id     uuid        not null references app_user on delete cascade,
    platform     text        not null,
    endpoint     text        not null,
    p256dh       text,
    auth         text,
    device       text        not null,
    login_series text references persistent_login on delete cascade,
    device_id    uuid,
    created_at   timestamptz not null,
    accepted_at  timestamptz,
    constraint push_subscription_platform check (platform in ('WEB', 'ANDROID', 'IOS')),
    constraint push_subscription_web check ((platform = 'WEB') = (p256dh is not null and auth is not null)),
    constraint push_subscription_endpoint unique (endpoint),
    constraint push_subscription_of_owner unique (id, owner_id),
    constraint push_subscription_device foreign key (device_id, owner_id)
        references connected_device (id, owner_id) on delete cascade
);
create index push_subscription_device on push_subscription (device_id) where device_id is not null;
create index push_subscription_owner on push_subscription (owner_id);
create index push_subscription_login on push_subscription (login_series);
call ayka_owned('push_subscription');

-- Whoever holds the address of a browser or phone now is its user: nobody who used it before goes on being told there.
create function push_subscription_release(address text) returns void
    language sql security definer set search_path = public
as
$$
delete from push_subscription where endpoint = address and owner_id is distinct from ayka_user()
$$;
revoke all on function push_subscription_release(text) from public;
grant execute on function push_subscription_release(text) to ${app_role};

-- A browser changed its address: it proves to be the one of before by the secret that only it and we know.
create function push_subscription_renew(address text, secret text, new_address text, new_key text, new_secret text)
    returns boolean
    language plpgsql security definer set search_path = public
as
$$
begin
    delete from push_subscription where endpoint = new_address and new_address <> address
        and exists (select from push_subscription where endpoint = address and auth = secret);
    update push_subscription set endpoint = new_address, p256dh = new_key, auth = new_secret
    where endpoint = address and auth = secret and platform = 'WEB';
    return found;
end
$$;
revoke all on function push_subscription_renew(text, text, text, text, text) from public;
grant execute on function push_subscription_renew(text, text, text, text, text) to ${app_role};

-- at most one push of a notice to a subscription
create table notice_push
(
    notice_id       uuid        not null,
    subscription_id uuid        not null,
    owner_id        uuid        not null,
    state           text        not null,
    attempts        integer     not null,
    reason          text,
    due_at          timestamptz not null,
    constraint notice_push_pk primary key (notice_id, subscription_id),
    constraint notice_push_state check (state in ('SENDING', 'WAITING', 'ACCEPTED', 'REFUSED')),
    constraint notice_push_notice foreign key (notice_id, owner_id) references notice (id, owner_id) on delete cascade,
    constraint notice_push_subscription foreign key (subscription_id, owner_id)
        references push_subscription (id, owner_id) on delete cascade
);
create index notice_push_subscription on notice_push (subscription_id);
call ayka_owned('notice_push');

-- The installation's own key pair, by which push services know it (RFC 8292); made once, the same for all nodes. The
-- private key is told to workers only, which push; nobody may read the table.
create table push_key
(
    one         boolean primary key default true,
    public_key  text        not null,
    private_key text        not null,
    created_at  timestamptz not null default now(),
    constraint push_key_one check (one)
);
create function push_key_keep(made_public text, made_private text) returns table (public_key text, private_key text)
    language plpgsql security definer set search_path = public
as
$$
begin
    insert into push_key values (true, made_public, made_private) on conflict do nothing;
    return query select k.public_key, k.private_key from push_key k;
end
$$;
revoke all on function push_key_keep(text, text) from public;
grant execute on function push_key_keep(text, text) to ${system_role};

-- who runs the installation, for whoever tells them; they are then told on behalf of each
create function administrators() returns setof uuid
    language sql stable security definer set search_path = public
as
$$
select id from app_user where role = 'ADMIN' and enabled
$$;
revoke all on function administrators() from public;
grant execute on function administrators() to ${system_role};

create function notices_forget_before(moment timestamptz) returns integer
    language plpgsql security definer set search_path = public
as
$$
declare
    gone integer;
begin
    delete from notice where created_at < moment;
    get diagnostics gone = row_count;
    return gone;
end
$$;
revoke all on function notices_forget_before(timestamptz) from public;
grant execute on function notices_forget_before(timestamptz) to ${system_role};

-- a mail about something that is no run of a recording
alter table email_log alter column run_id drop not null;
alter table email_log alter column recording_id drop not null;
alter table email_log drop constraint email_log_kind;
alter table email_log add constraint email_log_kind check (kind in ('SUMMARY', 'NOTICE'));
