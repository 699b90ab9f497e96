-- Findings are the machine's, per run; a lead is one person of the owner's, stable across runs, human fields win.
create table finding
(
    run_id       uuid    not null,
    number       integer not null,
    owner_id     uuid    not null,
    recording_id uuid    not null,
    person_key   text    not null,
    fields       jsonb   not null,
    evidence     jsonb   not null,
    confidence   real    not null,
    finder       text    not null,
    constraint finding_pk primary key (run_id, number),
    constraint finding_run foreign key (run_id, owner_id) references processing_run (id, owner_id) on delete cascade
);
call ayka_owned('finding');

create table lead
(
    id           uuid primary key,
    owner_id     uuid        not null,
    recording_id uuid        not null,
    person_key   text        not null,
    run_id       uuid        not null,
    state        text        not null,
    name         text        not null,
    company      text,
    role         text,
    needs        jsonb       not null default '[]',
    offers       jsonb       not null default '[]',
    email        text,
    phone        text,
    url          text,
    next_step    text,
    due          date,
    speaker      text,
    evidence     jsonb       not null default '[]',
    edited       text[]      not null default '{}',
    confidence   real        not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    version      integer     not null default 0,
    constraint lead_state check (state in ('NEW', 'KEPT', 'DISMISSED', 'GONE')),
    constraint lead_person unique (recording_id, person_key),
    constraint lead_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade
);
create index lead_list on lead (owner_id, updated_at desc);
call ayka_owned('lead');
