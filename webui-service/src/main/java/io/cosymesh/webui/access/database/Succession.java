package io.cosymesh.webui.access.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

import io.cosymesh.database.PrivateFolder;

/**
 * Lets a gateway start while the one before it still has the database in its file, and
 * take over without losing a request. It does all that needs no database, says that it is
 * ready, so that the one before may end, and takes the file as soon as that lets go.
 * Whoever asks the database in between waits.
 * <p>
 * A file {@value #SIGN} beside the database tells who ends the one before that somebody
 * is there.
 */
public final class Succession {

	static final String SIGN = "successor";

	/** H2: another process has the file. */
	private static final int IN_USE = 90020;

	private static final Duration PAUSE = Duration.ofMillis(50);

	private static final Logger log = LoggerFactory.getLogger(Succession.class);

	/** Bound while the tables are made, which must not wait for itself. */
	private static final ScopedValue<Boolean> OPENING = ScopedValue.newInstance();

	private final JdbcConnectionDetails database;

	private final PrivateFolder folder;

	private final Path sign;

	private final Duration patience;

	private final ApplicationContext context;

	private final List<Runnable> later = new ArrayList<>();

	private final CompletableFuture<@Nullable Void> open = new CompletableFuture<>();

	/**
	 * Creates what takes the database over.
	 * @param database where it is
	 * @param folder its folder
	 * @param patience how long the one before may take to end; zero not to wait for it at
	 * all
	 * @param context what gives itself up when the one before takes longer
	 */
	Succession(JdbcConnectionDetails database, PrivateFolder folder, Duration patience, ApplicationContext context) {
		this.database = database;
		this.folder = folder;
		this.sign = folder.path().resolve(SIGN);
		this.patience = patience;
		this.context = context;
	}

	/**
	 * Does something as soon as the database is open: now, if it is.
	 * @param action what is done
	 */
	public void whenOpen(Runnable action) {
		synchronized (this.later) {
			if (!isOpen()) {
				this.later.add(action);
				return;
			}
		}
		action.run();
	}

	/**
	 * Returns how the database is opened.
	 * @param tables makes its tables
	 * @return makes them now, or when the one before has ended
	 */
	FlywayMigrationStrategy migration(FlywayMigrationStrategy tables) {
		return (Flyway flyway) -> {
			Runnable opening = () -> open(() -> tables.migrate(flyway));
			if (this.patience.isZero()) {
				opening.run();
				return;
			}
			this.folder.make();
			try {
				whileHeld(opening);
			}
			catch (TakenException _) {
				log.info("event=database-taken detail=\"The process before has it; standing by\"");
				Thread.ofVirtual().name("succession").start(() -> takeOver(opening));
			}
		};
	}

	/**
	 * Waits until the database is open.
	 * @throws SQLException if it isn't in time, or never will be
	 */
	void await() throws SQLException {
		if (isOpen() || OPENING.isBound()) {
			return;
		}
		try {
			this.open.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw away(ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw away(ex);
		}
	}

	@EventListener(ApplicationReadyEvent.class)
	void show() {
		if (this.open.isDone()) {
			return;
		}
		try {
			Files.write(this.sign, new byte[0]);
		}
		catch (IOException ex) {
			// The one before waits for a while, and ends all the same.
			log.warn("event=sign-not-given file={} error=\"{}\"", this.sign, ex.toString());
		}
		if (this.open.isDone()) {
			hide();
		}
	}

	// Before anything stops: a last round of work must not wait.
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.open.completeExceptionally(new IllegalStateException("The gateway stops"));
	}

	private boolean isOpen() {
		return this.open.isDone() && !this.open.isCompletedExceptionally();
	}

	private void takeOver(Runnable opening) {
		long since = System.nanoTime();
		RetryPolicy untilFree = RetryPolicy.builder()
			.includes(TakenException.class)
			.maxRetries(Long.MAX_VALUE)
			.timeout(this.patience)
			.delay(PAUSE)
			.build();
		try {
			new RetryTemplate(untilFree).execute(() -> {
				whileHeld(opening);
				return this;
			});
			if (isOpen()) {
				log.info("event=database-taken-over millis={}", (System.nanoTime() - since) / 1_000_000);
			}
		}
		catch (RetryException ex) {
			giveUp(ex.getCause());
		}
	}

	/**
	 * Has the database open until the pool has it too, so that nobody comes in between.
	 */
	private void whileHeld(Runnable opening) {
		if (this.open.isDone()) {
			return;
		}
		try (Connection _ = DriverManager.getConnection(this.database.getJdbcUrl(), this.database.getUsername(),
				this.database.getPassword())) {
			opening.run();
		}
		catch (SQLException ex) {
			throw (ex.getErrorCode() == IN_USE) ? new TakenException(ex)
					: new IllegalStateException("The database can't be opened", ex);
		}
		hide();
	}

	private void open(Runnable tables) {
		ScopedValue.where(OPENING, true).run(tables);
		List<Runnable> waiting;
		synchronized (this.later) {
			this.open.complete(null);
			waiting = List.copyOf(this.later);
		}
		waiting.forEach(Runnable::run);
	}

	private void hide() {
		try {
			Files.deleteIfExists(this.sign);
		}
		catch (IOException ex) {
			log.warn("event=sign-left file={} error=\"{}\"", this.sign, ex.toString());
		}
	}

	// Who watches processes starts another one.
	private void giveUp(Throwable cause) {
		log.error("event=succession-failed error=\"{}\"", cause.toString());
		this.open.completeExceptionally(cause);
		hide();
		AvailabilityChangeEvent.publish(this.context, LivenessState.BROKEN);
	}

	private static SQLException away(Exception cause) {
		return new SQLTransientConnectionException("The process before still has the database", "08001", cause);
	}

	private static final class TakenException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private TakenException(SQLException cause) {
			super("The process before still has the database", cause);
		}

	}

}
