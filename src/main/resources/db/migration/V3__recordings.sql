-- A recording is takes of chunks; a run is one processing of it; spans and windows are a run's partitions and items.
-- Composite foreign keys carry the owner so that no row can hang on another owner's.
create table recording
(
    id             uuid primary key,
    owner_id       uuid        not null references app_user on delete cascade,
    title          text        not null,
    source         text        not null,
    state          text        not null,
    language       text,
    speakers_min   integer,
    speakers_max   integer,
    owner_speaker  text,
    recorded_at    timestamptz not null,
    created_at     timestamptz not null,
    sealed_at      timestamptz,
    duration_ms    bigint,
    current_run_id uuid,
    deleted_at     timestamptz,
    version        integer     not null default 0,
    constraint recording_source check (source in ('CAPTURE', 'UPLOAD', 'IMPORT', 'SAMPLE')),
    constraint recording_state check (state in ('CAPTURING', 'SEALED')),
    constraint recording_owner unique (id, owner_id)
);
create index recording_list on recording (owner_id, recorded_at desc) where deleted_at is null;
call ayka_owned('recording');

create table take
(
    recording_id    uuid        not null,
    number          integer     not null,
    owner_id        uuid        not null,
    mime_type       text        not null,
    start_offset_ms bigint      not null,
    device_clock    timestamptz not null,
    captured_ms     bigint,
    stored_ms       bigint,
    decoded_ms      bigint,
    object_key      text,
    size_bytes      bigint,
    ended_at        timestamptz,
    constraint take_pk primary key (recording_id, number),
    constraint take_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade,
    constraint take_number check (number >= 0)
);
call ayka_owned('take');

create table chunk
(
    recording_id uuid    not null,
    take         integer not null,
    number       integer not null,
    owner_id     uuid    not null,
    size_bytes   bigint  not null,
    sha256       text    not null,
    start_ms     bigint  not null,
    duration_ms  bigint  not null,
    stored_at    timestamptz,
    constraint chunk_pk primary key (recording_id, take, number),
    constraint chunk_take foreign key (recording_id, take) references take (recording_id, number) on delete cascade,
    constraint chunk_number check (number >= 0),
    constraint chunk_sha256 check (sha256 ~ '^[0-9a-f]{64}$')
);
call ayka_owned('chunk');

create table gap
(
    recording_id uuid    not null,
    take         integer not null,
    start_ms     bigint  not null,
    owner_id     uuid    not null,
    length_ms    bigint  not null,
    cause        text    not null,
    constraint gap_pk primary key (recording_id, take, start_ms),
    constraint gap_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade
);
call ayka_owned('gap');

create table file_upload
(
    id           uuid primary key,
    owner_id     uuid        not null,
    recording_id uuid        not null,
    file_name    text        not null,
    content_type text        not null,
    size_bytes   bigint      not null,
    part_bytes   bigint      not null,
    object_key   text        not null,
    multipart_id text        not null,
    state        text        not null,
    created_at   timestamptz not null,
    constraint file_upload_state check (state in ('OPEN', 'COMPLETED', 'ABORTED')),
    constraint file_upload_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade
);
call ayka_owned('file_upload');

create table capture_token
(
    token_hash   text primary key,
    owner_id     uuid        not null,
    recording_id uuid        not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    constraint capture_token_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade
);
call ayka_owned('capture_token');

-- the one question asked before an owner is known: whose recording does this token open
create function capture_token_owner(hash text) returns table (owner_id uuid, recording_id uuid)
    language sql stable security definer set search_path = public
as
$$
select t.owner_id, t.recording_id from capture_token t
where t.token_hash = hash and t.revoked_at is null and t.expires_at > now()
  and exists (select from app_user u where u.id = t.owner_id and u.enabled)
$$;
revoke all on function capture_token_owner(text) from public;
grant execute on function capture_token_owner(text) to ${app_role};

create table processing_run
(
    id               uuid primary key,
    owner_id         uuid        not null,
    recording_id     uuid        not null,
    parent_id        uuid references processing_run on delete set null,
    from_step        text        not null,
    pipeline_version integer     not null,
    engine           text        not null,
    model            text,
    language         text,
    speakers_min     integer,
    speakers_max     integer,
    state            text        not null,
    reason           text,
    reason_detail    text,
    created_at       timestamptz not null,
    started_at       timestamptz,
    finished_at      timestamptz,
    constraint run_from_step check (from_step in ('prepare', 'transcribe', 'voices', 'leads', 'summary')),
    constraint run_state check (state in ('QUEUED', 'RUNNING', 'WAITING', 'COMPLETED', 'FAILED', 'STOPPED')),
    constraint run_owner unique (id, owner_id),
    constraint run_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade
);
create index processing_run_recording on processing_run (recording_id, created_at desc);
call ayka_owned('processing_run');

-- one row a step; what the page shows while a run goes on
create table run_step
(
    run_id      uuid    not null,
    step        text    not null,
    owner_id    uuid    not null,
    state       text    not null,
    done        integer not null default 0,
    total       integer not null default 0,
    started_at  timestamptz,
    finished_at timestamptz,
    constraint run_step_pk primary key (run_id, step),
    constraint run_step_state check (state in ('WAITING', 'RUNNING', 'DONE', 'REUSED', 'SKIPPED', 'FAILED')),
    constraint run_step_run foreign key (run_id, owner_id) references processing_run (id, owner_id) on delete cascade
);
call ayka_owned('run_step');

create table span
(
    run_id   uuid    not null,
    number   integer not null,
    owner_id uuid    not null,
    start_ms bigint  not null,
    end_ms   bigint  not null,
    constraint span_pk primary key (run_id, number),
    constraint span_range check (start_ms >= 0 and end_ms > start_ms),
    constraint span_run foreign key (run_id, owner_id) references processing_run (id, owner_id) on delete cascade
);
call ayka_owned('span');

-- speech: the window's speech regions as [[start_ms, end_ms], …]
create table speech_window
(
    run_id   uuid    not null,
    number   integer not null,
    span     integer not null,
    owner_id uuid    not null,
    start_ms bigint  not null,
    end_ms   bigint  not null,
    speech   jsonb   not null,
    constraint speech_window_pk primary key (run_id, number),
    constraint speech_window_span foreign key (run_id, span) references span (run_id, number) on delete cascade,
    constraint speech_window_range check (start_ms >= 0 and end_ms > start_ms)
);
call ayka_owned('speech_window');

-- captured = stored = decoded, speech = transcribed + dropped; written by prepare and voices
create table receipt
(
    run_id         uuid primary key,
    owner_id       uuid   not null,
    captured_ms    bigint not null,
    stored_ms      bigint not null,
    decoded_ms     bigint not null,
    speech_ms      bigint,
    transcribed_ms bigint,
    dropped        jsonb  not null default '[]',
    constraint receipt_run foreign key (run_id, owner_id) references processing_run (id, owner_id) on delete cascade
);
call ayka_owned('receipt');

-- the fence: a writer locks its lease and writes only if the epoch is still its own
create table partition_lease
(
    run_id    uuid        not null,
    step      text        not null,
    partition text        not null,
    owner_id  uuid        not null,
    epoch     bigint      not null,
    holder    text        not null,
    taken_at  timestamptz not null,
    constraint partition_lease_pk primary key (run_id, step, partition),
    constraint partition_lease_run foreign key (run_id, owner_id) references processing_run (id, owner_id) on delete cascade
);
call ayka_owned('partition_lease');
