-- The durable queue and the cluster's clock (db-scheduler). A feature's transaction adds rows as the application role;
-- only the system role reads and works them off.
create table scheduled_tasks
(
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    constraint scheduled_tasks_pk primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);
grant select, insert, update, delete on scheduled_tasks to ${system_role};
grant select, insert, update, delete on scheduled_tasks to ${app_role};

-- fair admission: who waits and who is being served; ids only
create table run_admission
(
    run_id      uuid primary key,
    owner_id    uuid        not null,
    enqueued_at timestamptz not null,
    admitted_at timestamptz,
    node        text
);
create index run_admission_owner on run_admission (owner_id);
grant select, insert, update, delete on run_admission to ${system_role};
grant insert on run_admission to ${app_role};

create table cluster_node
(
    id         uuid primary key,
    name       text        not null,
    role       text        not null,
    version    text        not null,
    started_at timestamptz not null,
    seen_at    timestamptz not null,
    slots      integer     not null default 0
);
grant select, insert, update, delete on cluster_node to ${system_role};
grant select on cluster_node to ${app_role};
