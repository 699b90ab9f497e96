-- The administrators' console: jobs found fast among hundreds of thousands, what was said while they ran, and who did what
-- to them and why. Ids and states only; like all job data it is the system role's.
grant select on processing_run to ${system_role};
create policy system_reads on processing_run for select to ${system_role} using (true);
grant select on run_step to ${system_role};
create policy system_reads on run_step for select to ${system_role} using (true);
grant select (run_id, decoded_ms) on receipt to ${system_role};
create policy system_reads on receipt for select to ${system_role} using (true);

-- given up for good: never restarted
alter table processing_run add column abandoned_at timestamptz;
-- failures of one kind are found together; the detail begins with the kind of the technical cause
alter table processing_run add column error_class text generated always as (
    case when state in ('FAILED', 'WAITING') then substring(reason_detail from '^([A-Za-z0-9_$]+):') end) stored;
create index processing_run_newest on processing_run (created_at desc, id);
create index processing_run_state on processing_run (state, created_at desc, id);
create index processing_run_owner on processing_run (owner_id, created_at desc, id);
create index processing_run_error on processing_run (error_class, created_at desc, id) where error_class is not null;
create index processing_run_finished on processing_run (finished_at) where finished_at is not null;
create index batch_job_execution_run on batch_job_execution_params (parameter_value) where parameter_name = 'run';
create index batch_step_execution_ended on batch_step_execution (end_time) where end_time is not null;
-- how long a step took lately
create index batch_step_execution_kind on batch_step_execution (split_part(step_name, ':', 1), step_execution_id desc)
    where status = 'COMPLETED';

-- who worked on a part, each time that somebody took it up
create table part_work
(
    step_execution_id bigint      not null,
    taken_at          timestamptz not null default clock_timestamp(),
    node              text        not null,
    constraint part_work_pk primary key (step_execution_id, taken_at)
);
create index part_work_taken on part_work (taken_at);
grant select, insert, delete on part_work to ${system_role};

-- what the program said while it worked on a run; short-lived, without secrets
create table job_log
(
    id               bigint generated always as identity primary key,
    run_id           uuid        not null,
    job_execution_id bigint,
    part             text,
    at               timestamptz not null,
    level            text        not null,
    node             text        not null,
    logger           text        not null,
    message          text        not null,
    thrown           text,
    constraint job_log_level check (level in ('ERROR', 'WARN', 'INFO', 'DEBUG'))
);
create index job_log_run on job_log (run_id, id);
create index job_log_at on job_log (at);
grant select, insert, delete on job_log to ${system_role};

-- what administrators did, and what came of it; outlives what it was done to
create table job_action
(
    id         uuid primary key,
    at         timestamptz not null default now(),
    who        text        not null,
    action     text        not null,
    run_id     uuid        not null,
    reason     text        not null,
    parameters jsonb       not null default '{}',
    bulk       uuid,
    outcome    text        not null,
    words      text        not null default '',
    new_run    uuid,
    ended_at   timestamptz,
    constraint job_action_outcome check (outcome in ('ASKED', 'BEGUN', 'DONE', 'REFUSED', 'FAILED')),
    constraint job_action_reason check (reason <> '')
);
create index job_action_run on job_action (run_id, at desc);
create index job_action_at on job_action (at desc);
create index job_action_asked on job_action (at) where outcome = 'ASKED';
grant select, insert, update on job_action to ${system_role};
create trigger job_action_is_kept after insert or update on job_action
    for each statement execute function ayka_wait_for_disk();

-- pieces of a run that an administrator leaves out: a window of transcribe, a span of voices
create table run_skip
(
    run_id   uuid        not null,
    step     text        not null,
    item     integer     not null,
    owner_id uuid        not null,
    at       timestamptz not null default now(),
    constraint run_skip_pk primary key (run_id, step, item),
    constraint run_skip_step check (step in ('transcribe', 'voices')),
    constraint run_skip_run foreign key (run_id, owner_id) references processing_run (id, owner_id) on delete cascade
);
call ayka_owned('run_skip');
