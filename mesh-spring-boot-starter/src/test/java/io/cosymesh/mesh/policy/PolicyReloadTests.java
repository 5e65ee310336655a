package io.cosymesh.mesh.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class PolicyReloadTests {

	private static final WorkloadName HOME = new WorkloadName(TrustDomain.parse("cosymesh.local"), "cosymesh", "self");

	private static final PolicyReader READER = new PolicyReader(HOME, List.of());

	private static final String FIRST = policy("one");

	private static final String SECOND = policy("two");

	@TempDir
	private Path directory;

	private Path file;

	private PolicySource source;

	private PolicyReload reload;

	private final PolicyReloadReport report = new PolicyReloadReport();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private Instant now = Instant.parse("2026-11-24T12:00:00Z");

	@BeforeEach
	void start() throws IOException {
		this.file = this.directory.resolve("policy.yaml");
		write(FIRST);
		start(this.file);
	}

	@Test
	void changedFileIsTakenOverWholeWhenTwoLooksSawTheSame() throws IOException {
		write(SECOND);
		this.reload.look();
		assertThat(allowed("one")).isTrue();
		this.now = this.now.plusSeconds(5);
		this.reload.look();
		assertThat(allowed("one")).isFalse();
		assertThat(allowed("two")).isTrue();
		assertThat(gauge("policy.generation")).isEqualTo(2);
		assertThat(gauge("policy.loaded.timestamp")).isEqualTo(this.now.getEpochSecond());
		assertThat(reloads("updated")).isEqualTo(1);
	}

	@Test
	void unchangedContentIsNoReload() throws IOException {
		write(FIRST);
		looks(5);
		assertThat(this.source.revision().generation()).isEqualTo(1);
		assertThat(reloads("updated")).isZero();
	}

	@Test
	void fileCaughtHalfWrittenIsNeitherTakenOverNorRefused() throws IOException {
		write(FIRST.substring(0, FIRST.length() / 2));
		this.reload.look();
		write(SECOND);
		this.reload.look();
		assertThat(reloads("refused")).isZero();
		assertThat(allowed("one")).isTrue();
		this.reload.look();
		assertThat(allowed("two")).isTrue();
	}

	@ParameterizedTest
	@MethodSource("badPolicies")
	void badFileIsRefusedWholeAndTheLastGoodOneStays(String yaml, String named, CapturedOutput output)
			throws IOException {
		write(yaml);
		looks(4);
		assertThat(allowed("one")).isTrue();
		assertThat(allowed("two")).isFalse();
		assertThat(reloads("refused")).isEqualTo(1);
		assertThat(output).contains("ERROR").contains("event=policy-refused").contains(named).contains("action=\"");
		assertThat(output.toString().lines().filter((line) -> line.contains("event=policy-refused"))).hasSize(1);
	}

	static Stream<Arguments> badPolicies() {
		return BadPolicies.all().map((bad) -> Arguments.of(bad.yaml(), bad.named()));
	}

	@Test
	void goodFileAfterABadOneIsTakenOver() throws IOException {
		write("mode: strict\nrules: []");
		looks(2);
		write(SECOND);
		looks(2);
		assertThat(allowed("two")).isTrue();
		assertThat(health().getDetails()).doesNotContainKey("file");
	}

	@Test
	void fileMendedToWhatIsInForceIsNoReloadAndEndsTheRefusal() throws IOException {
		write("rules: nonsense");
		looks(2);
		assertThat(health().getDetails()).containsEntry("file", "refused");
		write(FIRST);
		looks(2);
		assertThat(health().getDetails()).doesNotContainKey("file");
		assertThat(this.source.revision().generation()).isEqualTo(1);
	}

	@Test
	void deletedFileKeepsTheLastGoodOneUntilItIsBack(CapturedOutput output) throws IOException {
		Files.delete(this.file);
		looks(4);
		assertThat(allowed("one")).isTrue();
		assertThat(reloads("missing")).isEqualTo(1);
		assertThat(output).contains("there is no such file");
		write(SECOND);
		looks(2);
		assertThat(allowed("two")).isTrue();
	}

	@Test
	void healthSaysWhyAndIsNeverDown() throws IOException {
		assertThat(health().getDetails()).containsEntry("generation", 1L).containsEntry("mode", "enforce");
		write("{");
		looks(2);
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).containsEntry("file", "refused")
			.containsEntry("fileSince", this.now.toString())
			.containsKey("reason");
		Files.delete(this.file);
		looks(2);
		assertThat(health().getDetails()).containsEntry("file", "missing");
	}

	@Test
	void kubernetesSymlinkSwapIsFollowed() throws IOException {
		generation("..2026_1", FIRST);
		Path data = this.directory.resolve("..data");
		Files.createSymbolicLink(data, Path.of("..2026_1"));
		Path mounted = this.directory.resolve("mounted.yaml");
		Files.createSymbolicLink(mounted, Path.of("..data", "policy.yaml"));
		start(mounted);
		generation("..2026_2", SECOND);
		Path swap = this.directory.resolve("..data_tmp");
		Files.createSymbolicLink(swap, Path.of("..2026_2"));
		Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		Files.delete(this.directory.resolve("..2026_1/policy.yaml"));
		looks(2);
		assertThat(allowed("two")).isTrue();
	}

	@Test
	void looksGoOnAfterOneThatFailed(CapturedOutput output) throws IOException {
		boolean[] broken = { true };
		PolicyReader fragile = new PolicyReader(HOME, List.of((policy) -> {
			if (broken[0]) {
				throw new StackOverflowError("on purpose");
			}
		}));
		try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor()) {
			PolicyReload running = new PolicyReload(LoadedPolicyFile.read(this.file, READER), fragile, this.source,
					this.report, scheduler, Duration.ofMillis(5), InstantSource.system());
			running.start();
			write(SECOND);
			await().untilAsserted(() -> assertThat(output).contains("event=policy-reload-failed"));
			broken[0] = false;
			write(policy("three"));
			await().untilAsserted(() -> assertThat(allowed("three")).isTrue());
			running.stop();
		}
	}

	@Test
	void badOrMissingFileAtStartSaysWhatToDo() throws IOException {
		write("rules:\n- name: broken\n  routes: [GET /a]\n");
		assertThatExceptionOfType(MeshConfigurationException.class)
			.isThrownBy(() -> LoadedPolicyFile.read(this.file, READER))
			.withMessageContaining("cosymesh.policy.file")
			.withMessageContaining(this.file.toString())
			.withMessageContaining("rule 'broken': it allows nobody")
			.satisfies((failure) -> assertThat(failure.action()).contains("Correct the rule"));
		assertThatExceptionOfType(MeshConfigurationException.class)
			.isThrownBy(() -> LoadedPolicyFile.read(this.directory.resolve("absent.yaml"), READER))
			.withMessageContaining("there is no such file");
	}

	private void start(Path path) {
		LoadedPolicyFile loaded = LoadedPolicyFile.read(path, READER);
		InstantSource clock = () -> this.now;
		this.source = new PolicySource(loaded.policy(), this.now);
		this.reload = new PolicyReload(loaded, READER, this.source, this.report, null, Duration.ofSeconds(1), clock);
		this.meters.clear();
		new PolicyMetrics(this.source, this.report, this.reload).bindTo(this.meters);
	}

	private void generation(String name, String yaml) throws IOException {
		Files.writeString(Files.createDirectory(this.directory.resolve(name)).resolve("policy.yaml"), yaml);
	}

	private void looks(int times) {
		for (int i = 0; i < times; i++) {
			this.reload.look();
		}
	}

	private void write(String yaml) throws IOException {
		Files.write(this.file, yaml.getBytes(StandardCharsets.UTF_8));
	}

	private Health health() {
		return new PolicyHealthIndicator(this.source, this.reload).health();
	}

	private boolean allowed(String caller) {
		return this.source.current()
			.decide(new PolicyRequest(SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/" + caller),
					HttpMethod.GET, PathContainer.parsePath("/v1/x")))
			.letsThrough();
	}

	private double gauge(String name) {
		return this.meters.get(name).gauge().value();
	}

	private double reloads(String result) {
		return this.meters.get("policy.reloads").tag("result", result).functionCounter().count();
	}

	private static String policy(String caller) {
		return "mode: enforce\nrules:\n- name: x\n  routes: [GET /v1/x]\n  allow: [%s]\n".formatted(caller);
	}

}
