package io.cosymesh.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Backups of a stack that is down, and what is restored of them.
 */
class BackupCommandTests {

	@TempDir
	private Path directory;

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private Path home;

	private Path backup;

	private Map<String, String> kept;

	@BeforeEach
	void fill() throws Exception {
		this.home = this.directory.resolve("home");
		this.backup = this.directory.resolve("voices.zip");
		this.kept = new TreeMap<>(Map.of("db.mv.db", "the database", audio("prompts", "Ada"), "Ada",
				audio("jobs/b6c1", "a sentence"), "a sentence"));
		for (Map.Entry<String, String> file : this.kept.entrySet()) {
			write(this.home.resolve("backend-api").resolve(file.getKey()), file.getValue());
		}
		write(this.home.resolve("backend-api/snapshots/7/db.mv.db"), "old");
		write(this.home.resolve("backend-api/prompts/audio1.part"), "rest");
		write(this.home.resolve("keys/backend-api.pem"), "secret");
	}

	@Test
	void backupHoldsVoicesAndNothingSecretForItsOwnerAlone() throws Exception {
		assertThat(run(this.home, "backup", this.backup.toString())).as(this.err.toString()).isZero();
		assertThat(this.err.toString()).contains("Took 3 files");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.backup))).isEqualTo("rw-------");
		try (ZipFile zip = new ZipFile(this.backup.toFile())) {
			assertThat(zip.stream().map(ZipEntry::getName)).containsExactly(
					Stream.concat(this.kept.keySet().stream(), Stream.of("SHA256SUMS")).toArray(String[]::new));
		}
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).containsExactlyInAnyOrder(this.home, this.backup);
		}
	}

	@Test
	void restoreBringsBackWhatWasKeptIntoAnEmptyHome() throws Exception {
		run(this.home, "backup", this.backup.toString());
		Path empty = this.directory.resolve("new");
		assertThat(run(empty, "restore", this.backup.toString())).as(this.err.toString()).isZero();
		assertThat(files(empty.resolve("backend-api"))).isEqualTo(this.kept);
		assertThat(empty.resolve("backend-api.restoring")).doesNotExist();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(empty.resolve("backend-api"))))
			.isEqualTo("rwx------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(empty.resolve("backend-api/db.mv.db"))))
			.isEqualTo("rw-------");
	}

	@Test
	void peopleComeBackWithTheirVoices(@TempDir Path empty) throws Exception {
		Path people = Files.createDirectories(this.home.resolve("webui-service")).resolve("db.mv.db");
		Files.writeString(people, "ada");
		assertThat(run(this.home, "backup", this.backup.toString())).isZero();
		assertThat(run(empty, "restore", this.backup.toString())).as(this.err.toString()).isZero();
		assertThat(empty.resolve("webui-service/db.mv.db")).hasContent("ada");
		assertThat(
				PosixFilePermissions.toString(Files.getPosixFilePermissions(empty.resolve("webui-service/db.mv.db"))))
			.isEqualTo("rw-------");
		assertThat(files(empty.resolve("backend-api"))).isEqualTo(this.kept);
		Files.delete(empty.resolve("backend-api/db.mv.db"));
		assertThat(run(empty, "restore", this.backup.toString())).isEqualTo(2);
		assertThat(this.err.toString()).contains("there are people in");
	}

	@Test
	void nothingIsReplacedUnlessItMust() throws Exception {
		Files.writeString(this.backup, "precious");
		assertThat(run(this.home, "backup", this.backup.toString())).isEqualTo(2);
		assertThat(this.err.toString()).contains("exists", "--force");
		assertThat(this.backup).hasContent("precious");
		assertThat(run(this.home, "backup", "--force", this.backup.toString())).isZero();
		Files.writeString(this.home.resolve("backend-api/db.mv.db"), "newer");
		assertThat(run(this.home, "restore", this.backup.toString())).isEqualTo(2);
		assertThat(this.err.toString()).contains("there are voices in", "--force puts them aside");
		assertThat(this.home.resolve("backend-api/db.mv.db")).hasContent("newer");
		assertThat(run(this.home, "restore", "--force", this.backup.toString())).isZero();
		assertThat(files(this.home.resolve("backend-api"))).isEqualTo(this.kept);
		try (Stream<Path> aside = Files.list(this.home)) {
			assertThat(aside.filter((path) -> path.getFileName().toString().startsWith("backend-api.before-")))
				.singleElement()
				.satisfies((before) -> assertThat(before.resolve("db.mv.db")).hasContent("newer"));
		}
	}

	@Test
	void damagedBackupsChangeNothing() throws Exception {
		run(this.home, "backup", this.backup.toString());
		assertDamaged((entries) -> entries.put("db.mv.db", "another database"), "db.mv.db has changed");
		assertDamaged((entries) -> entries.remove(audioOf("Ada")), "not whole");
		assertDamaged((entries) -> entries.remove("SHA256SUMS"), "no checksums");
		assertDamaged((entries) -> entries.put("../../keys/operator.pem", "mine"), "not whole");
		assertDamaged((entries) -> {
			entries.put("../../keys/operator.pem", "mine");
			entries.merge("SHA256SUMS", sha256("mine") + "  ../../keys/operator.pem\n", String::concat);
		}, "something else");
		byte[] whole = Files.readAllBytes(this.backup);
		Files.write(this.backup, Arrays.copyOf(whole, whole.length - 40));
		assertRefused("no whole backup");
	}

	@Test
	void audioElsewhereIsNotMissed() throws Exception {
		run(this.home, "backup", this.backup.toString());
		write(this.home.resolve("backend-api/audio.elsewhere"), "/mnt/big");
		assertThat(run(this.home, "backup", "--force", this.backup.toString())).isEqualTo(1);
		assertThat(this.err.toString()).contains("audio is in /mnt/big", "docs/backup.md");
		assertThat(run(this.home, "restore", "--force", this.backup.toString())).isEqualTo(1);
		assertThat(this.err.toString()).contains("audio of this stack is in /mnt/big");
		assertThat(this.home.resolve("backend-api/db.mv.db")).hasContent("the database");
	}

	@Test
	void homeWithoutVoicesHasNothingToBackUp() {
		assertThat(run(this.directory.resolve("empty"), "backup", this.backup.toString())).isEqualTo(1);
		assertThat(this.err.toString()).contains("nothing to back up");
		assertThat(this.backup).doesNotExist();
		assertThat(run(this.home, "restore", this.backup.toString())).isEqualTo(2);
		assertThat(this.err.toString()).contains("there is no file");
	}

	private void assertDamaged(Consumer<Map<String, String>> damage, String complaint) throws IOException {
		Map<String, String> entries = new LinkedHashMap<>();
		byte[] whole = Files.readAllBytes(this.backup);
		try (ZipFile zip = new ZipFile(this.backup.toFile())) {
			for (ZipEntry entry : zip.stream().toList()) {
				entries.put(entry.getName(),
						new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		damage.accept(entries);
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(this.backup))) {
			for (Map.Entry<String, String> entry : entries.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
		assertRefused(complaint);
		Files.write(this.backup, whole);
	}

	private void assertRefused(String complaint) throws IOException {
		Map<String, String> before = files(this.home);
		assertThat(run(this.home, "restore", "--force", this.backup.toString())).isEqualTo(1);
		assertThat(this.err.toString()).contains("nothing was restored", complaint);
		assertThat(files(this.home)).isEqualTo(before);
	}

	private String audioOf(String content) {
		return audio("prompts", content);
	}

	private static String audio(String folder, String content) {
		return folder + "/" + sha256(content) + ".pcm";
	}

	private static String sha256(String content) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, String> files(Path folder) throws IOException {
		Map<String, String> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				contents.put(folder.relativize(file).toString(), Files.readString(file));
			}
		}
		return contents;
	}

	private static void write(Path file, String content) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	private int run(Path home, String... arguments) {
		return CosyMesh.commandLine()
			.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(Stream
				.concat(Arrays.stream(arguments), Stream.of("--home", home.toString(), "--port-offset", "20000"))
				.toArray(String[]::new));
	}

}
