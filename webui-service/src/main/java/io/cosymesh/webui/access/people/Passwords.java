package io.cosymesh.webui.access.people;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Hashes passwords with Argon2id, few at a time since each takes memory. All methods
 * block.
 */
public final class Passwords {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Argon2PasswordEncoder encoder;

	private final Semaphore turns;

	private final String nobodys;

	Passwords(PasswordProperties properties) {
		this.encoder = new Argon2PasswordEncoder(16, 32, 1, properties.memoryKilobytes(), properties.iterations());
		this.turns = new Semaphore(properties.atOnce(), true);
		this.nobodys = String.valueOf(this.encoder.encode("nobody signs in with this"));
	}

	String hash(String password) {
		return inTurn(() -> String.valueOf(this.encoder.encode(password)));
	}

	boolean matches(String password, Person person) {
		return inTurn(() -> this.encoder.matches(password, person.passwordHash()));
	}

	/** Takes as long as a person's password would, for a name that nobody has. */
	void matchNobody(String password) {
		inTurn(() -> this.encoder.matches(password, this.nobodys));
	}

	/** Says whether the hash was made with less than is asked for now. */
	boolean isDated(Person person) {
		return this.encoder.upgradeEncoding(person.passwordHash());
	}

	private <T> T inTurn(Supplier<T> work) {
		if (!turnCame()) {
			throw ProblemException
				.of(HttpStatus.SERVICE_UNAVAILABLE, "signin-busy", "Too busy",
						"Too many people are signing in at the moment; try again")
				.withRetryAfter(Duration.ofSeconds(5));
		}
		try {
			return work.get();
		}
		finally {
			this.turns.release();
		}
	}

	private boolean turnCame() {
		try {
			return this.turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException _) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
