package io.cosymesh.webui.access.people;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;

/**
 * Adds, changes and checks people. All methods block.
 */
public final class People {

	private final PersonTable table;

	private final Passwords passwords;

	private final ObjectProvider<PersonListener> listeners;

	private final AuditTrail audit;

	private final DatabaseWork work;

	private final InstantSource clock;

	People(PersonTable table, Passwords passwords, ObjectProvider<PersonListener> listeners, AuditTrail audit,
			DatabaseWork work, InstantSource clock) {
		this.table = table;
		this.passwords = passwords;
		this.listeners = listeners;
		this.audit = audit;
		this.work = work;
		this.clock = clock;
	}

	/**
	 * Checks a password, in the same time whether or not there is such a person.
	 * @param name name of the person
	 * @param password the password
	 * @return the person, if it is right and they may sign in
	 */
	public Optional<Person> check(String name, String password) {
		Optional<Person> person = this.table.find(name);
		if (person.isEmpty()) {
			this.passwords.matchNobody(password);
			return Optional.empty();
		}
		return person.filter((found) -> this.passwords.matches(password, found) && found.enabled())
			.flatMap((found) -> strengthened(found, password));
	}

	/**
	 * Finds a person.
	 * @param name name of the person
	 * @return the person
	 */
	public Optional<Person> find(String name) {
		return this.table.find(name);
	}

	List<Person> page(Account admin, String after, int limit) {
		String tenant = admin.tenant().equals(Account.DEFAULT_TENANT) ? "" : admin.tenant();
		return this.table.page(tenant, after, limit);
	}

	Person get(Account admin, String name) {
		return administered(admin, this.table.find(name));
	}

	private Person lock(Account admin, String name) {
		return administered(admin, this.table.lock(name));
	}

	private static Person administered(Account admin, Optional<Person> found) {
		return found.filter((person) -> admin.administers(person.tenant())).orElseThrow(PeopleProblems::unknown);
	}

	Person add(Origin origin, PersonDraft draft) {
		Instant now = this.clock.instant();
		Person person = new Person(draft.name(), draft.tenant(), draft.role(), true,
				this.passwords.hash(draft.password()), now, now);
		try {
			return inTransaction(() -> {
				this.table.insert(person);
				this.audit.done(origin, "user-created",
						"user:%s role=%s".formatted(person.name(), person.role().word()));
				return person;
			});
		}
		catch (DuplicateKeyException _) {
			throw PeopleProblems.exists();
		}
	}

	Person change(Origin origin, Account admin, String name, PersonChanges changes) {
		String hash = changes.password().map(this.passwords::hash).orElse("");
		return inTransaction(() -> {
			List<String> runners = this.table.lockRunners();
			Person before = lock(admin, name);
			Person after = changes.apply(before);
			refuseToLoseTheLast(before, after.runsThePlace(), runners);
			Person kept = hash.isEmpty() ? after : after.withPassword(hash, this.clock.instant());
			this.table.update(kept);
			this.audit.done(origin, "user-changed", "user:%s %s".formatted(name, String.join(" ", changes.names())));
			this.listeners.forEach((listener) -> listener.changed(kept));
			return kept;
		});
	}

	void delete(Origin origin, Account admin, String name) {
		inTransaction(() -> {
			List<String> runners = this.table.lockRunners();
			Person person = get(admin, name);
			refuseToLoseTheLast(person, false, runners);
			this.table.delete(person);
			this.audit.done(origin, "user-deleted", "user:" + name);
			this.listeners.forEach((listener) -> listener.gone(person));
			return person;
		});
	}

	Person changePassword(Origin origin, Account self, String oldPassword, String newPassword) {
		Person before = this.table.find(self.name())
			.filter((person) -> person.tenant().equals(self.tenant()))
			.orElseThrow(PeopleProblems::noPassword);
		if (!this.passwords.matches(oldPassword, before)) {
			this.audit.refused(origin, "password-changed", "user:" + before.name(), "wrong-password");
			throw PeopleProblems.wrongPassword();
		}
		String hash = this.passwords.hash(newPassword);
		return inTransaction(() -> {
			Person after = this.table.lock(self.name())
				.orElseThrow(PeopleProblems::wrongPassword)
				.withPassword(hash, this.clock.instant());
			if (!this.table.replacePassword(before, after)) {
				throw PeopleProblems.wrongPassword();
			}
			this.audit.done(origin, "password-changed", "user:" + after.name());
			this.listeners.forEach((listener) -> listener.changed(after));
			return after;
		});
	}

	// Hashing takes a while: whoever was changed meanwhile keeps that change.
	private Optional<Person> strengthened(Person person, String password) {
		if (!this.passwords.isDated(person)) {
			return Optional.of(person);
		}
		Person stronger = person.withPassword(this.passwords.hash(password), person.passwordAt());
		return this.table.replacePassword(person, stronger) ? Optional.of(stronger) : check(person.name(), password);
	}

	private static void refuseToLoseTheLast(Person before, boolean stays, List<String> runners) {
		if (before.runsThePlace() && !stays && runners.equals(List.of(before.name()))) {
			throw PeopleProblems.lastAdmin();
		}
	}

	private Person inTransaction(Supplier<Person> change) {
		Person person = this.work.inTransaction(change);
		if (person == null) {
			throw new IllegalStateException("A transaction has an answer");
		}
		return person;
	}

}
