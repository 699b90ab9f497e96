-- What was heard (per run) and what people corrected (per recording, one layer for text, speaker and merge edits).
create table window_text
(
    run_id   uuid    not null,
    window_number integer not null,
    owner_id uuid    not null,
    engine   text    not null,
    language text,
    segments jsonb   not null,
    dropped  jsonb   not null default '[]',
    constraint window_text_pk primary key (run_id, window_number),
    constraint window_text_window foreign key (run_id, window_number) references speech_window (run_id, number) on delete cascade
);
call ayka_owned('window_text');

create table span_voices
(
    run_id   uuid    not null,
    span     integer not null,
    owner_id uuid    not null,
    voices   bytea   not null,
    constraint span_voices_pk primary key (run_id, span),
    constraint span_voices_span foreign key (run_id, span) references span (run_id, number) on delete cascade
);
call ayka_owned('span_voices');

-- words: [{"w","s","e","p"}] with s and e in ms from the start of the recording, end exclusive
create table utterance
(
    run_id         uuid    not null,
    number         integer not null,
    owner_id       uuid    not null,
    recording_id   uuid    not null,
    speaker        text    not null,
    second_speaker text,
    start_ms       bigint  not null,
    end_ms         bigint  not null,
    text           text    not null,
    probability    real,
    words          jsonb   not null default '[]',
    constraint utterance_pk primary key (run_id, number),
    constraint utterance_range check (start_ms >= 0 and end_ms >= start_ms),
    constraint utterance_run foreign key (run_id, owner_id) references processing_run (id, owner_id) on delete cascade
);
call ayka_owned('utterance');

create table correction
(
    id           uuid primary key,
    seq          bigint generated always as identity,
    owner_id     uuid        not null,
    recording_id uuid        not null,
    kind         text        not null,
    anchor       jsonb       not null,
    before       text        not null,
    after        text        not null,
    by_user      uuid        not null,
    at           timestamptz not null,
    undone_by    uuid,
    undone_at    timestamptz,
    constraint correction_kind check (kind in ('TEXT', 'SPEAKER_NAME', 'SPEAKER_MERGE', 'SPEAKER_OF')),
    constraint correction_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade
);
create index correction_recording on correction (recording_id, seq);
call ayka_owned('correction');
