package io.cosymesh.webui.access.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.secret.SecretFingerprint;
import io.cosymesh.webui.access.secret.UnusableSecretException;

/**
 * The operator's key, which is whatever is in its file at the time. It never gets into
 * the database: how long a secret somebody wrote by hand is isn't known, so neither is
 * how easily it could be guessed from a hash.
 */
final class FileKey {

	/** Its id and its name among the keys. */
	static final String ID = "file";

	/** Whose things it makes, as before there were other keys. */
	static final String OWNER = "api-key";

	private static final Logger log = LoggerFactory.getLogger(FileKey.class);

	private static final String PROPERTY = "cosymesh.access.api-key-file";

	private final Optional<Path> file;

	private final RandomGenerator random;

	private final InstantSource clock;

	private volatile State state;

	private volatile @Nullable Instant lastUsedAt;

	FileKey(Optional<Path> file, RandomGenerator random, InstantSource clock) {
		this.file = file;
		this.random = random;
		this.clock = clock;
		this.state = file.map((path) -> new State(SecretFingerprint.read(path, PROPERTY, random), version(path)))
			.orElse(State.NONE);
	}

	/** Returns whose key it is, if it is this one. */
	Optional<SignedIn> match(String candidate) {
		SecretFingerprint current = this.state.fingerprint();
		if (current == null || !current.matches(candidate)) {
			return Optional.empty();
		}
		this.lastUsedAt = this.clock.instant();
		Account account = new Account(Account.DEFAULT_TENANT, OWNER, EnumSet.allOf(Scope.class));
		return Optional.of(new SignedIn(account, SignedIn.Proof.KEY, SignedIn.OPERATOR));
	}

	/** Returns how it is listed, if there is one. */
	Optional<KeyDescription> description() {
		return Optional.ofNullable(this.state.fingerprint()).map((_) -> KeyDescription.ofFile(this.lastUsedAt));
	}

	/** Takes what is in the file now, and blocks. */
	void reload() {
		this.file.ifPresent((path) -> {
			String version = version(path);
			if (!version.equals(this.state.version())) {
				this.state = new State(read(path), version);
			}
		});
	}

	// A key that can't be read can't be right: nothing is taken until it can.
	private @Nullable SecretFingerprint read(Path path) {
		try {
			SecretFingerprint fresh = SecretFingerprint.read(path, PROPERTY, this.random);
			log.info("event=file-key-replaced");
			return fresh;
		}
		catch (UnusableSecretException ex) {
			log.error("event=file-key-unusable error=\"{}\"", ex.getMessage());
			return null;
		}
	}

	private static String version(Path path) {
		try {
			Path real = path.toRealPath();
			return real + " " + Files.getLastModifiedTime(real) + " " + Files.size(real);
		}
		catch (IOException _) {
			return "none";
		}
	}

	private record State(@Nullable SecretFingerprint fingerprint, String version) {

		static final State NONE = new State(null, "none");

	}

}
