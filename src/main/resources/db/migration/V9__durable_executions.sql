-- The system role commits without waiting for the disk (DatabaseConfiguration): what a crash of the database takes is
-- done again. But the number of an execution lives on in the program: were its row forgotten, the database would give the
-- same number to another run. So a transaction that makes one waits.
create function ayka_wait_for_disk() returns trigger
    language plpgsql
as
$$
begin
    perform pg_catalog.set_config('synchronous_commit', 'on', true);
    return null;
end
$$;

create trigger job_execution_is_kept after insert on batch_job_execution
    for each statement execute function ayka_wait_for_disk();
create trigger step_execution_is_kept after insert on batch_step_execution
    for each statement execute function ayka_wait_for_disk();
-- whoever spread the parts of a run waits for all of them
create trigger part_is_kept after insert on scheduled_partitions
    for each statement execute function ayka_wait_for_disk();
