-- Who acts: every row has an owner and row-level security compares it with the acting user of the transaction.
-- The migrating role owns all objects; ayka_app (business) and ayka_system (queue, schedules) own nothing.
create function ayka_user() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('ayka.user', true), '')::uuid;

-- gives a table its owner policy; the table has a column owner_id uuid
create procedure ayka_owned(tab regclass)
    language plpgsql
as
$$
begin
    execute format('alter table %s enable row level security', tab);
    execute format('create policy owner_only on %s using (owner_id = ayka_user()) with check (owner_id = ayka_user())', tab);
    execute format('grant select, insert, update, delete on %s to ${app_role}', tab);
end
$$;

grant usage on schema public to ${app_role}, ${system_role};
