package io.cosymesh.backend.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * Gives each job to one process, by db-scheduler: whoever stops saying that it is alive
 * loses its jobs to the others. Where that is a mistake, two make the same sentence, and
 * the second finds it noted.
 */
final class JobScheduler implements Jobs.Scheduling, SmartLifecycle {

	private static final String TASK = "speech-job";

	/** Of a failure that nobody could note, such as that of the database. */
	private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

	/** A sentence in work is given up, as another process goes on at it. */
	private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

	private final JobRunner runner;

	private final InstantSource clock;

	private final Scheduler scheduler;

	private final boolean isIdle;

	private volatile boolean running;

	JobScheduler(JobRunner runner, DataSource dataSource, JobProperties properties, String name, InstantSource clock) {
		this.runner = runner;
		this.clock = clock;
		this.isIdle = properties.concurrency() == 0;
		CustomTask<Void> task = Tasks.custom(TASK, Void.class)
			.onFailure(new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY))
			.onDeadExecutionRevive()
			.execute(this::run);
		this.scheduler = Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), task)
			.schedulerName(new SchedulerName.Fixed(name))
			.threads(Math.max(1, properties.concurrency()))
			.pollingInterval(properties.poll())
			.heartbeatInterval(properties.heartbeat())
			.missedHeartbeatsLimit(4)
			.shutdownMaxWait(LONGEST_STOP)
			.alwaysPersistTimestampInUTC()
			.enablePriority()
			.build();
	}

	@Override
	public boolean schedule(UUID job, int turn) {
		TaskInstance<Void> instance = new TaskInstance.Builder<Void>(TASK, job.toString()).priority(-turn).build();
		Instant now = this.clock.instant();
		return this.scheduler.scheduleIfNotExists(instance, now) || moveUp(instance, now);
	}

	/** A job that was cancelled before its turn came has kept its place. */
	private boolean moveUp(TaskInstance<Void> instance, Instant now) {
		try {
			return this.scheduler.reschedule(instance, now);
		}
		catch (TaskInstanceException _) {
			// at work, or no longer there
			return false;
		}
	}

	private CompletionHandler<Void> run(TaskInstance<Void> instance, ExecutionContext context) {
		Optional<Instant> next = this.runner.run(UUID.fromString(instance.getId()),
				() -> context.getSchedulerState().isShuttingDown());
		return next
			.<CompletionHandler<Void>>map((time) -> (complete, operations) -> operations.reschedule(complete, time))
			.orElseGet(CompletionHandler.OnCompleteRemove::new);
	}

	@Override
	public void start() {
		this.running = true;
		if (!this.isIdle) {
			this.scheduler.start();
		}
	}

	@Override
	public void stop() {
		this.running = false;
		if (!this.isIdle) {
			this.scheduler.stop();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
