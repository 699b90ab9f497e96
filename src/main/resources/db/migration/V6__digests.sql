-- Every mail that AYKA sends to its users: one row and one Message-ID for (run, recipient, kind). It quotes the recording
-- and is erased with it.
create table email_log
(
    id           uuid primary key,
    owner_id     uuid        not null references app_user on delete cascade,
    run_id       uuid        not null,
    recording_id uuid        not null,
    kind         text        not null,
    recipient    text        not null,
    message_id   text        not null,
    subject      text        not null,
    html_body    text        not null,
    text_body    text        not null,
    state        text        not null,
    attempts     integer     not null default 0,
    reason       text,
    created_at   timestamptz not null,
    sending_at   timestamptz,
    sent_at      timestamptz,
    constraint email_log_kind check (kind in ('SUMMARY')),
    constraint email_log_state check (state in ('PREPARED', 'SENDING', 'SENT', 'FAILED', 'SKIPPED')),
    constraint email_log_once unique (run_id, recipient, kind),
    constraint email_log_message_id unique (message_id),
    constraint email_log_recording foreign key (recording_id, owner_id) references recording (id, owner_id) on delete cascade
);
create index email_log_list on email_log (owner_id, created_at desc);
call ayka_owned('email_log');
