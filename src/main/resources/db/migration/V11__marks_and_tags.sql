-- What people say about a recording while it runs: moments worth finding again, and words to find the whole by. A mark
-- that a person edited or took off on the page stays so, however often its device sends it again.
create table mark
(
    recording_id uuid        not null,
    id           uuid        not null,
    owner_id     uuid        not null,
    at_ms        bigint      not null,
    marked_at    timestamptz not null,
    label        text        not null,
    from_device  boolean     not null,
    edited_at    timestamptz,
    removed_at   timestamptz,
    constraint mark_pk primary key (recording_id, id),
    constraint mark_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade,
    constraint mark_at check (at_ms >= 0)
);
call ayka_owned('mark');

-- folded: the tag in lower case, so that one word is one tag
create table recording_tag
(
    recording_id uuid    not null,
    folded       text    not null,
    owner_id     uuid    not null,
    tag          text    not null,
    place        integer not null,
    constraint recording_tag_pk primary key (recording_id, folded),
    constraint recording_tag_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade
);
create index recording_tag_owner on recording_tag (owner_id, folded);
call ayka_owned('recording_tag');
