package io.cosymesh.webui.access.people;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.webui.access.database.DatabaseWork;

/**
 * Shows a password that was made in a file for its owner alone, until it is changed, and
 * leaves a mark beside it then, which tells that no first password counts any more.
 */
final class FirstPassword implements PersonListener {

	private static final Logger log = LoggerFactory.getLogger(FirstPassword.class);

	private static final String MARK = "first-password-changed";

	private final Path file;

	private final String name;

	FirstPassword(FirstPersonProperties properties) {
		this.file = properties.firstPasswordFile().toAbsolutePath();
		this.name = properties.user();
	}

	void show(String user, String password) {
		try {
			Files.createDirectories(mark().getParent(),
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			Files.deleteIfExists(this.file);
			Files.createFile(this.file,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			Files.writeString(this.file, """
					# The first password of '%s'. Sign in with it and change it: this file goes then.
					%s
					""".formatted(user, password));
			log.warn("event=first-password-made user={} file={} detail=\"read it there, then change it\"", user,
					this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The first password can't be written to " + this.file, ex);
		}
	}

	void forget() {
		try {
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			log.warn("event=first-password-not-deleted file={} error=\"{}\"", this.file, ex.toString());
		}
	}

	/** Puts the mark right where the database is another one than before. */
	void lookAt(Optional<Person> first) {
		if (first.isEmpty() || first.get().passwordAt().isAfter(first.get().createdAt())) {
			forgetAndMark();
			return;
		}
		try {
			Files.deleteIfExists(mark());
		}
		catch (IOException ex) {
			log.warn("event=first-password-mark-not-deleted error=\"{}\"", ex.toString());
		}
	}

	@Override
	public void changed(Person person) {
		if (person.name().equals(this.name) && person.passwordAt().isAfter(person.createdAt())) {
			DatabaseWork.afterCommit(this::forgetAndMark);
		}
	}

	@Override
	public void gone(Person person) {
		if (person.name().equals(this.name)) {
			DatabaseWork.afterCommit(this::forgetAndMark);
		}
	}

	private Path mark() {
		return this.file.resolveSibling(MARK);
	}

	private void forgetAndMark() {
		forget();
		try {
			if (!Files.exists(mark())) {
				Files.createFile(mark());
			}
		}
		catch (IOException ex) {
			log.warn("event=first-password-mark-not-made error=\"{}\"", ex.toString());
		}
	}

}
