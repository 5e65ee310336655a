package io.cosymesh.mesh.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import org.slf4j.LoggerFactory;

/**
 * The audit log's own file, written by a thread of its own and set aside when it is full.
 * When lines come faster than the disk takes them the request waits: none is dropped.
 */
final class AuditFile implements AuditLines {

	private static final org.slf4j.Logger log = LoggerFactory.getLogger(AuditFile.class);

	private static final int QUEUE = 8192;

	private static final int SECONDS_TO_FLUSH = 10;

	private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger("audit");

	private final AsyncAppender queue = new AsyncAppender();

	AuditFile(AuditProperties properties, Path file) {
		this.context.setMDCAdapter(new LogbackMDCAdapter());
		this.context.getStatusManager().add(new TroubleLog(file));
		prepareDirectory(file);
		RollingFileAppender<ILoggingEvent> appender = appender(file.toString(), properties);
		this.queue.setContext(this.context);
		this.queue.setQueueSize(QUEUE);
		this.queue.setDiscardingThreshold(0);
		this.queue.setNeverBlock(false);
		this.queue.setMaxFlushTime(SECONDS_TO_FLUSH * 1000);
		this.queue.addAppender(appender);
		this.queue.start();
	}

	@Override
	public void write(String line) {
		this.queue.doAppend(new LoggingEvent(AuditFile.class.getName(), this.logger, Level.INFO, line, null, null));
	}

	@Override
	public void close() {
		this.queue.stop();
	}

	private RollingFileAppender<ILoggingEvent> appender(String file, AuditProperties properties) {
		RollingFileAppender<ILoggingEvent> appender = new OwnersFile();
		appender.setContext(this.context);
		appender.setFile(file);
		appender.setEncoder(encoder());
		FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
		window.setContext(this.context);
		window.setParent(appender);
		window.setFileNamePattern(file.replace("%", "\\%") + ".%i");
		window.setMaxIndex(properties.history());
		window.start();
		SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
		size.setContext(this.context);
		size.setMaxFileSize(new FileSize(properties.maxSize().toBytes()));
		size.setCheckIncrement(Duration.buildBySeconds(1));
		size.start();
		appender.setRollingPolicy(window);
		appender.setTriggeringPolicy(size);
		appender.start();
		return appender;
	}

	private PatternLayoutEncoder encoder() {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.context);
		encoder.setPattern("%msg%n");
		encoder.start();
		return encoder;
	}

	private static void prepareDirectory(Path file) {
		try {
			Path directory = file.toAbsolutePath().getParent();
			if (directory != null) {
				Files.createDirectories(directory,
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			}
			OwnersFile.prepare(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Says in the service's log when the file can't be written, a full disk for one.
	 */
	private record TroubleLog(Path file) implements StatusListener {

		@Override
		public void addStatusEvent(Status status) {
			if (status.getEffectiveLevel() >= Status.WARN) {
				log.error("event=audit-file-failed file={} detail=\"{}\"", this.file, status.getMessage(),
						status.getThrowable());
			}
		}

		@Override
		public boolean isResetResistant() {
			return true;
		}

	}

	/**
	 * A log file that nobody but its owner may read, from its first byte on.
	 */
	private static final class OwnersFile extends RollingFileAppender<ILoggingEvent> {

		private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

		private long lastTried = System.nanoTime();

		// A file that could not be opened after the one before was set aside stays closed
		// otherwise.
		@Override
		protected void subAppend(ILoggingEvent line) {
			if (getOutputStream() == null && System.nanoTime() - this.lastTried > AGAIN_NANOS) {
				this.lastTried = System.nanoTime();
				tryToOpen();
			}
			super.subAppend(line);
		}

		private void tryToOpen() {
			try {
				openFile(getFile());
			}
			catch (IOException ex) {
				addError("Still closed; lines get lost", ex);
			}
		}

		@Override
		public void openFile(String file) throws IOException {
			prepare(Path.of(file));
			super.openFile(file);
		}

		static void prepare(Path file) throws IOException {
			try {
				Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
			}
			catch (FileAlreadyExistsException _) {
				Files.setPosixFilePermissions(file, OWNER_ONLY);
			}
		}

	}

}
