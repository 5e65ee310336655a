package io.cosymesh.webui.access.people;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.webui.access.audit.TestTrail;
import io.cosymesh.webui.access.database.TestDatabase;
import io.cosymesh.webui.access.secret.UnusableSecretException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTests {

	@TempDir
	private Path directory;

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final TestDatabase database = TestDatabase.inMemory();

	private final TestTrail trail = TestTrail.in(this.database, this.clock);

	@Test
	void passwordOfTheFileIsTakenOnceAndForAll() throws Exception {
		Path given = Files.writeString(this.directory.resolve("given"), "of the file\n");
		start(given);
		assertThat(people().check("admin", "of the file")).map(Person::role).contains(Role.ADMIN);
		Files.writeString(given, "another one");
		start(given);
		assertThat(people().check("admin", "another one")).isEmpty();
		assertThat(made()).doesNotExist();
	}

	@Test
	void passwordThatIsMadeIsShownInAFileForItsOwnerAndNowhereElse(CapturedOutput output) throws Exception {
		start(null);
		List<String> lines = Files.readAllLines(made());
		assertThat(lines.getFirst()).startsWith("# The first password of 'admin'.");
		assertThat(people().check("admin", lines.getLast())).isPresent();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made()))).isEqualTo("rw-------");
		assertThat(output).contains("event=first-password-made", made().toString()).doesNotContain(lines.getLast());
	}

	@Test
	void fileGoesAndAMarkStaysWhenThePasswordIsChanged() throws Exception {
		start(null);
		String password = Files.readAllLines(made()).getLast();
		People people = people();
		Person admin = people.find("admin").orElseThrow();
		this.clock.advance(Duration.ofMinutes(1));
		people.change(TestTrail.by("default", "admin"), admin.account(), "admin", PersonChanges.of("admin",
				tools.jackson.databind.json.JsonMapper.shared().readTree("{\"enabled\": true}")));
		assertThat(made()).exists();
		people.changePassword(TestTrail.by("default", "admin"), admin.account(), password, "one of my own words");
		assertThat(made()).doesNotExist();
		assertThat(mark()).isEmptyFile();
		start(null);
		assertThat(mark()).exists();
	}

	@Test
	void markOfAnotherDatabaseGoes() throws Exception {
		start(Files.writeString(this.directory.resolve("given"), "of the file"));
		Files.createFile(mark());
		start(this.directory.resolve("given"));
		assertThat(mark()).doesNotExist();
	}

	@Test
	void missingFileStopsTheFirstStart() {
		assertThatExceptionOfType(UnusableSecretException.class).isThrownBy(() -> start(this.directory.resolve("none")))
			.withMessageContaining("cosymesh.access.password-file");
	}

	private void start(Path given) {
		FirstPersonProperties properties = new FirstPersonProperties("admin", given, made());
		new FirstAdministrator(properties, new FirstPassword(properties), new PersonTable(this.database.jdbc()),
				new Passwords(TestPeople.CHEAP), this.trail.trail(), this.database.work(), this.database.succession(),
				this.clock, new Random())
			.afterSingletonsInstantiated();
	}

	private People people() {
		return TestPeople
			.in(this.database, this.trail, this.clock,
					List.of(new FirstPassword(new FirstPersonProperties("admin", null, made()))))
			.people();
	}

	private Path made() {
		return this.directory.resolve("first-password").toAbsolutePath();
	}

	private Path mark() {
		return this.directory.resolve("first-password-changed");
	}

}
