-- Portable between H2 and PostgreSQL. Speech that is made while nobody waits for it.
create table job (
    id          uuid primary key,
    tenant      varchar(64)                    not null,
    owner       varchar(255)                   not null,
    batch       uuid,
    -- its place in the batch
    item        int                            not null,
    state       varchar(16)                    not null,
    -- how many unfinished jobs the tenant had when it came: tenants take turns
    turn        int                            not null,
    characters  int                            not null,
    request     text                           not null,
    pronunciations text                        not null,
    -- what is needed of the voice, until the job is over
    voice       text,
    prompt      varchar(64),
    engine      varchar(40),
    total       int,
    done        int                            not null,
    attempts    int                            not null,
    problem     text,
    created_at  timestamp(6) with time zone    not null,
    started_at  timestamp(6) with time zone,
    progress_at timestamp(6) with time zone    not null,
    finished_at timestamp(6) with time zone
);

create index job_newest on job (tenant, created_at desc, id desc);

create index job_queue on job (state, turn, created_at, id);

create index job_batch on job (batch);

create index job_prompt on job (prompt);

create index job_finished on job (finished_at);

-- A spoken sentence: where its samples are kept, and what it took to make them.
create table job_sentence (
    job         uuid                           not null references job (id) on delete cascade,
    number      int                            not null,
    audio       varchar(64)                    not null,
    bytes       bigint                         not null,
    characters  int                            not null,
    millis      bigint                         not null,
    made_at     timestamp(6) with time zone    not null,
    primary key (job, number)
);

create index job_sentence_newest on job_sentence (made_at desc);

-- What listeners are told, in order, so that one who lost the connection misses nothing.
create table job_event (
    job         uuid                           not null references job (id) on delete cascade,
    number      int                            not null,
    type        varchar(16)                    not null,
    data        text                           not null,
    primary key (job, number)
);

-- What was answered to a request that may come again.
create table job_request (
    tenant          varchar(64)                    not null,
    owner           varchar(255)                   not null,
    idempotency_key varchar(255)                   not null,
    fingerprint     varchar(64)                    not null,
    answer          uuid                           not null,
    created_at      timestamp(6) with time zone    not null,
    primary key (tenant, owner, idempotency_key)
);

-- Who works on which job: the table that db-scheduler asks for.
create table scheduled_tasks (
    task_name            varchar(100)                not null,
    task_instance        varchar(100)                not null,
    task_data            bytea,
    execution_time       timestamp(6) with time zone not null,
    picked               boolean                     not null,
    picked_by            varchar(100),
    last_success         timestamp(6) with time zone,
    last_failure         timestamp(6) with time zone,
    consecutive_failures int,
    last_heartbeat       timestamp(6) with time zone,
    version              bigint                      not null,
    priority             int,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_due on scheduled_tasks (execution_time);

create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
