package io.cosymesh.mesh.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.policy.PolicyFile.Content;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at the policy file again and again instead of waiting to be told, because a watch
 * can be lost. What two looks in a row have seen is taken over whole, or refused and the
 * policy before it stays.
 */
final class PolicyReload implements SmartLifecycle {

	private final PolicyFile file;

	private final PolicyReader reader;

	private final PolicySource source;

	private final PolicyReloadReport report;

	private final InstantSource clock;

	private final ScheduledExecutorService scheduler;

	private final Duration interval;

	private volatile Instant lastLook;

	private volatile @Nullable Refusal refusal;

	private @Nullable ScheduledFuture<?> looking;

	private Content inForce;

	private Content seen;

	private Content judged;

	PolicyReload(LoadedPolicyFile start, PolicyReader reader, PolicySource source, PolicyReloadReport report,
			ScheduledExecutorService scheduler, Duration interval, InstantSource clock) {
		this.file = start.file();
		this.reader = reader;
		this.source = source;
		this.report = report;
		this.clock = clock;
		this.scheduler = scheduler;
		this.interval = interval;
		this.inForce = start.content();
		this.seen = start.content();
		this.judged = start.content();
		this.lastLook = clock.instant();
	}

	Optional<Refusal> refusal() {
		return Optional.ofNullable(this.refusal);
	}

	Instant lastLook() {
		return this.lastLook;
	}

	// What a scheduled task throws would be its last word.
	void look() {
		try {
			lookOnce();
		}
		catch (Throwable ex) {
			this.refusal = new Refusal(this.clock.instant(), false);
			this.report.failed(this.file.path(), ex);
		}
	}

	private void lookOnce() {
		Content content = this.file.read();
		this.lastLook = this.clock.instant();
		boolean settled = content.equals(this.seen);
		this.seen = content;
		if (settled && !content.equals(this.judged)) {
			this.judged = content;
			judge(content);
		}
	}

	private void judge(Content content) {
		if (content.equals(this.inForce)) {
			this.refusal = null;
			this.report.restored(this.file.path());
			return;
		}
		try {
			MeshPolicy next = LoadedPolicyFile.parse(content, this.reader);
			this.inForce = content;
			this.refusal = null;
			this.report.updated(this.file.path(), content, this.source.replace(next, this.clock.instant()));
		}
		catch (MeshConfigurationException ex) {
			this.refusal = new Refusal(this.clock.instant(), content instanceof Content.Missing);
			this.report.refused(this.file.path(), content, ex, this.source.revision());
		}
	}

	@Override
	public synchronized void start() {
		this.looking = this.scheduler.scheduleWithFixedDelay(this::look, this.interval.toMillis(),
				this.interval.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public synchronized void stop() {
		if (this.looking != null) {
			this.looking.cancel(false);
			this.looking = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.looking != null;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;
	}

	/**
	 * The file that is there now is not in force.
	 *
	 * @param since since when
	 * @param missing whether there is nothing to read, rather than something wrong
	 */
	record Refusal(Instant since, boolean missing) {
	}

}
