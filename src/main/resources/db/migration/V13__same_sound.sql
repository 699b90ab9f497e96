-- A file is known again by what is in it: its SHA-256 as its device said, and as prepare found it in what arrived. Each
-- part keeps its checksum, so that a file that changed meanwhile is not joined to itself; going on is news of a device.
alter table take add column sha256 text,
    add constraint take_sha256 check (sha256 ~ '^[0-9a-f]{64}$');
create index take_same_sound on take (owner_id, sha256) where sha256 is not null;

alter table file_upload add column sha256 text,
    add column heard_at timestamptz,
    add constraint file_upload_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
    add constraint file_upload_owner unique (id, owner_id);
create index file_upload_same_sound on file_upload (owner_id, sha256) where sha256 is not null;

create table file_upload_part
(
    file_upload_id uuid    not null,
    number         integer not null,
    owner_id       uuid    not null,
    sha256         text    not null,
    constraint file_upload_part_pk primary key (file_upload_id, number),
    constraint file_upload_part_upload foreign key (file_upload_id, owner_id) references file_upload (id, owner_id) on delete cascade,
    constraint file_upload_part_number check (number >= 1),
    constraint file_upload_part_sha256 check (sha256 ~ '^[0-9a-f]{64}$')
);
call ayka_owned('file_upload_part');

create or replace function recordings_without_news_since(moment timestamptz) returns table (owner_id uuid, recording_id uuid)
    language sql stable security definer set search_path = public
as
$$
select r.owner_id, r.id from recording r
where r.state = 'CAPTURING' and r.deleted_at is null and r.created_at < moment
  and not exists (select from chunk c where c.recording_id = r.id and c.stored_at >= moment)
  and not exists (select from capture_token t where t.recording_id = r.id and t.created_at >= moment)
  and not exists (select from file_upload f where f.recording_id = r.id and coalesce(f.heard_at, f.created_at) >= moment)
order by r.created_at limit 100
$$;
