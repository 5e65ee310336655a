package io.cosymesh.webui.access.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DuplicateKeyException;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;
import io.cosymesh.webui.access.database.Succession;
import io.cosymesh.webui.access.secret.UnusableSecretException;

/**
 * Makes the first administrator where there is nobody yet, with the password of a file or
 * one that is made and shown in a file, never in a log.
 */
final class FirstAdministrator implements SmartInitializingSingleton {

	private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

	private static final int SHORTEST = 8;

	private final FirstPersonProperties properties;

	private final FirstPassword shown;

	private final PersonTable table;

	private final Passwords passwords;

	private final AuditTrail audit;

	private final DatabaseWork work;

	private final Succession succession;

	private final InstantSource clock;

	private final RandomGenerator random;

	FirstAdministrator(FirstPersonProperties properties, FirstPassword shown, PersonTable table, Passwords passwords,
			AuditTrail audit, DatabaseWork work, Succession succession, InstantSource clock, RandomGenerator random) {
		this.properties = properties;
		this.shown = shown;
		this.table = table;
		this.passwords = passwords;
		this.audit = audit;
		this.work = work;
		this.succession = succession;
		this.clock = clock;
		this.random = random;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.succession.whenOpen(this::makeWhereThereIsNobody);
	}

	private void makeWhereThereIsNobody() {
		if (!this.table.isEmpty()) {
			this.shown.lookAt(this.table.find(this.properties.user()));
			return;
		}
		Optional<Path> given = this.properties.givenFile();
		String password = given.map(FirstAdministrator::read).orElseGet(this::make);
		if (given.isEmpty()) {
			this.shown.show(this.properties.user(), password);
		}
		add(password);
	}

	private void add(String password) {
		Instant now = this.clock.instant();
		Person first = new Person(PersonRules.name("cosymesh.access.user", this.properties.user()),
				Account.DEFAULT_TENANT, Role.ADMIN, true, this.passwords.hash(password), now, now);
		try {
			this.work.inTransaction(() -> {
				this.table.insert(first);
				this.audit.done(Origin.gateway(), "user-created", "user:%s role=admin".formatted(first.name()));
				return first;
			});
			log.info("event=first-administrator-made user={}", first.name());
		}
		catch (DuplicateKeyException _) {
			// Another replica was faster, and its password counts.
			this.shown.forget();
		}
	}

	private String make() {
		byte[] bytes = new byte[24];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static String read(Path file) {
		try {
			String password = Files.readString(file).strip();
			if (password.length() < SHORTEST) {
				throw new UnusableSecretException("cosymesh.access.password-file", file,
						"holds fewer than %d characters".formatted(SHORTEST));
			}
			return password;
		}
		catch (NoSuchFileException _) {
			throw new UnusableSecretException("cosymesh.access.password-file", file, "does not exist");
		}
		catch (IOException _) {
			throw new UnusableSecretException("cosymesh.access.password-file", file, "can't be read");
		}
	}

}
