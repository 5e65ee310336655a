package io.cosymesh.identity.issuance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mounted secret, read anew each time it is needed. That others may read it is worth
 * one warning, not a refusal: container platforms mount secrets 0444 and guard them by
 * the mount.
 */
final class SecretFile {

	private static final Logger log = LoggerFactory.getLogger(SecretFile.class);

	private static final int MAX_BYTES = 64 * 1024;

	private static final Set<PosixFilePermission> FOR_OTHERS = Set.of(PosixFilePermission.GROUP_READ,
			PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

	private final String what;

	private final Path path;

	private final AtomicBoolean warned;

	SecretFile(String what, Path path) {
		this(what, path, new AtomicBoolean());
	}

	private SecretFile(String what, Path path, AtomicBoolean warned) {
		this.what = what;
		this.path = path;
		this.warned = warned;
	}

	static SecretFile guardedByItsMount(String what, Path path) {
		return new SecretFile(what, path, new AtomicBoolean(true));
	}

	String read() throws IssuanceException {
		warnWhenOpenToOthers();
		try (InputStream in = Files.newInputStream(this.path)) {
			byte[] content = in.readNBytes(MAX_BYTES + 1);
			if (content.length > MAX_BYTES) {
				throw IssuanceException.lasting("The %s file %s is too large".formatted(this.what, this.path), null);
			}
			return new String(content, StandardCharsets.US_ASCII);
		}
		catch (NoSuchFileException ex) {
			throw IssuanceException.passing("The %s file %s does not exist".formatted(this.what, this.path), ex);
		}
		catch (IOException ex) {
			throw IssuanceException.passing(
					"The %s file %s can't be read: %s".formatted(this.what, this.path, ex.getClass().getSimpleName()),
					ex);
		}
	}

	private void warnWhenOpenToOthers() {
		try {
			boolean open = Files.getPosixFilePermissions(this.path).stream().anyMatch(FOR_OTHERS::contains);
			if (open && this.warned.compareAndSet(false, true)) {
				log.warn("event=secret-open-to-others file={} fix=\"chmod 600\"", this.path);
			}
		}
		catch (IOException | UnsupportedOperationException ex) {
			log.debug("event=secret-permissions-unknown file={}", this.path);
		}
	}

	@Override
	public String toString() {
		return "%s file %s".formatted(this.what, this.path);
	}

}
