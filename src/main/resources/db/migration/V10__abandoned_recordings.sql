-- Recordings whose device has brought nothing and asked for nothing for a long time: whoever ends them acts on behalf of
-- each owner then.
create function recordings_without_news_since(moment timestamptz) returns table (owner_id uuid, recording_id uuid)
    language sql stable security definer set search_path = public
as
$$
select r.owner_id, r.id from recording r
where r.state = 'CAPTURING' and r.deleted_at is null and r.created_at < moment
  and not exists (select from chunk c where c.recording_id = r.id and c.stored_at >= moment)
  and not exists (select from capture_token t where t.recording_id = r.id and t.created_at >= moment)
  and not exists (select from file_upload f where f.recording_id = r.id and f.created_at >= moment)
order by r.created_at limit 100
$$;
revoke all on function recordings_without_news_since(timestamptz) from public;
grant execute on function recordings_without_news_since(timestamptz) to ${system_role};
