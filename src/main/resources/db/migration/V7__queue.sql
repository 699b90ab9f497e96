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
    priority             integer,
    constraint scheduled_tasks_pk primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);
grant select, insert, update, delete on scheduled_tasks to ${system_role};
grant select, insert, update, delete on scheduled_tasks to ${app_role};

-- the same for the parts of a run that any worker may take; only workers write it
create table scheduled_partitions
(
    like scheduled_tasks including all
);
grant select, insert, update, delete on scheduled_partitions to ${system_role};

-- the same for errands beside the pipelines: mails to deliver, things to clean up
create table scheduled_errands
(
    like scheduled_tasks including all
);
grant select, insert, update, delete on scheduled_errands to ${system_role};
grant select, insert on scheduled_errands to ${app_role};

-- What people ask of a run: how often to work on it, whether to stop. Its turn is fair: an owner's next run comes after
-- everybody else's first. The clock of turns is the turn that started last.
create sequence queue_turn;
grant select on queue_turn to ${app_role};
grant select, update on queue_turn to ${system_role};
create table run_request
(
    run_id         uuid primary key,
    owner_id       uuid        not null,
    turn           integer     not null,
    asked          integer     not null default 1,
    stop_requested boolean     not null default false,
    enqueued_at    timestamptz not null
);
create index run_request_owner on run_request (owner_id, turn);
call ayka_owned('run_request');
grant select, update, delete on run_request to ${system_role};
create policy system_works_off on run_request to ${system_role} using (true) with check (true);

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

-- whose recordings wait for their erasure; the eraser then acts on behalf of each owner
create function recordings_deleted_before(moment timestamptz) returns table (owner_id uuid, recording_id uuid)
    language sql stable security definer set search_path = public
as
$$
select r.owner_id, r.id from recording r where r.deleted_at < moment order by r.deleted_at limit 100
$$;
revoke all on function recordings_deleted_before(timestamptz) from public;
grant execute on function recordings_deleted_before(timestamptz) to ${system_role};

-- which of these recordings are there, for whoever looks for objects that belong to none
create function recordings_present(ids uuid[]) returns setof uuid
    language sql stable security definer set search_path = public
as
$$
select r.id from recording r where r.id = any (ids)
$$;
revoke all on function recordings_present(uuid[]) from public;
grant execute on function recordings_present(uuid[]) to ${system_role};
