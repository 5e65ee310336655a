package io.cosymesh.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.contracts.audio.AudioProcessor;
import io.cosymesh.contracts.audio.PromptAnalyzer;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.problem.PeerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The service behind a real port, and backend-api as its caller.
 */
final class AudioService implements AutoCloseable {

	private final TestCa ca = TestCa.create();

	private final List<MeshMember> members = new ArrayList<>();

	private final Path spool;

	private final MeshMember service;

	private final MeshMember backend;

	private AudioService(Path directory, String... properties) {
		this.spool = directory.resolve("spool");
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("cosymesh.audio.spool.directory=" + this.spool);
		this.service = MeshMember.start(this.ca, "audio-processor", AudioProcessorApplication.class,
				all.toArray(String[]::new));
		this.members.add(this.service);
		this.backend = caller("backend-api");
	}

	/** Starts both, shakes hands and loads the classes of a first call. */
	static AudioService start(Path directory, String... properties) {
		AudioService service = new AudioService(directory, properties);
		refusal(service.processor().prepare(Flux.empty()));
		return service;
	}

	/** Starts another caller, closed with the rest: the first to close stops them all. */
	MeshMember caller(String serviceAccount) {
		MeshMember caller = MeshMember.start(this.ca, serviceAccount, Caller.class,
				"cosymesh.peers.audio-processor.url=https://localhost:" + this.service.port());
		this.members.addFirst(caller);
		return caller;
	}

	AudioProcessor processor() {
		return this.backend.bean(AudioProcessor.class);
	}

	PromptAnalyzer analyzer() {
		return this.backend.bean(PromptAnalyzer.class);
	}

	MeshMember backend() {
		return this.backend;
	}

	int managementPort() {
		return this.service.managementPort();
	}

	long spooled() {
		try (Stream<Path> files = Files.list(this.spool)) {
			return files.count();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static PeerException.Answered refusal(Mono<?> call) {
		PeerException.Answered refusal = catchThrowableOfType(PeerException.Answered.class,
				() -> call.block(Duration.ofSeconds(15)));
		assertThat(refusal).isNotNull();
		return refusal;
	}

	@Override
	public void close() {
		this.members.forEach(MeshMember::close);
	}

	/** No component, which the service would take for a part of itself. */
	@EnableAutoConfiguration
	@ImportHttpServices(group = "audio-processor", types = { AudioProcessor.class, PromptAnalyzer.class },
			clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
	static class Caller {

	}

}
