-- Many nodes, of this release and the one before it: this only adds (batch-jobs/README.md, "Two releases at once").

-- what a node has and how much of it is in use, by its own heartbeat; protocol: what it understands of the queue's rows
alter table cluster_node
    add column runs_taken integer not null default 0,
    add column cpu_slots  integer not null default 0,
    add column cpu_taken  integer not null default 0,
    add column gpu_slots  integer not null default 0,
    add column gpu_taken  integer not null default 0,
    add column load       real    not null default 0,
    add column draining   boolean not null default false,
    add column protocol   integer not null default 1;

-- An owner's bulk counts apart from the recordings that somebody waits for. The priority is an administrator's word.
alter table run_request
    add column priority integer not null default 0 check (priority between -9 and 9),
    add column bulk     boolean not null default false;
create index run_request_flow on run_request (owner_id, bulk, turn);
drop index run_request_owner;

-- a node leaves alone what needs a newer one
alter table scheduled_tasks add column protocol integer not null default 1;
alter table scheduled_errands add column protocol integer not null default 1;
alter table scheduled_partitions
    add column protocol integer not null default 1,
    add column step     text,
    add column kind     text    not null default 'cpu' check (kind in ('cpu', 'gpu')),
    add column run_id   uuid,
    add column owner_id uuid,
    add column turn     integer not null default 0;
create index scheduled_partitions_flow on scheduled_partitions (owner_id, turn);
create index scheduled_partitions_run on scheduled_partitions (run_id);
create sequence part_turn;
grant select, update on part_turn to ${system_role};

-- The next to claim is the first of its index, however many wait. A heartbeat changes no index.
drop index scheduled_tasks_due, scheduled_tasks_heartbeat, scheduled_tasks_priority;
create index scheduled_tasks_next on scheduled_tasks (priority desc, execution_time) where not picked;
create index scheduled_tasks_picked on scheduled_tasks (picked_by) where picked;
alter table scheduled_tasks set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
drop index scheduled_partitions_execution_time_idx, scheduled_partitions_last_heartbeat_idx,
    scheduled_partitions_priority_execution_time_idx;
create index scheduled_partitions_next on scheduled_partitions (kind, priority desc, execution_time) where not picked;
create index scheduled_partitions_picked on scheduled_partitions (picked_by) where picked;
alter table scheduled_partitions set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
drop index scheduled_errands_execution_time_idx, scheduled_errands_last_heartbeat_idx,
    scheduled_errands_priority_execution_time_idx;
create index scheduled_errands_next on scheduled_errands (priority desc, execution_time) where not picked;
create index scheduled_errands_picked on scheduled_errands (picked_by) where picked;

-- Work that comes again and again. Its next time is its row among the errands; here is what people say of it and how it
-- went.
create table schedule
(
    name          text primary key,
    every_seconds bigint  not null,
    paused        boolean not null default false,
    run_now       boolean not null default false,
    last_started  timestamptz,
    last_ended    timestamptz,
    last_node     text,
    last_trouble  text
);
create table schedule_action
(
    id       bigint generated always as identity primary key,
    schedule text        not null,
    action   text        not null check (action in ('PAUSED', 'RESUMED', 'RUN_NOW')),
    admin_id uuid        not null,
    reason   text        not null,
    at       timestamptz not null default now()
);
create index schedule_action_latest on schedule_action (schedule, id desc);
grant select, insert, update, delete on schedule to ${system_role};
grant select, insert on schedule_action to ${system_role};
