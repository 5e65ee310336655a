package io.cosymesh.cli.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.cosymesh.cli.state.StateDirectory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceProcessTests {

	private static final MeshService SERVICE = MeshService.AUDIO_PROCESSOR;

	@TempDir
	Path folder;

	private StateDirectory state;

	private ServiceProcess processes;

	private Process started;

	@BeforeEach
	void prepare() {
		this.state = new StateDirectory(this.folder);
		this.state.prepare();
		this.processes = new ServiceProcess(new Installation(this.folder), this.state);
	}

	@AfterEach
	void endAll() {
		if (this.started != null) {
			ProcessTable.followers(this.started.pid()).forEach(ProcessHandle::destroyForcibly);
			this.started.destroyForcibly();
		}
	}

	@Test
	void stopEndsTheServiceAndForgetsIt() throws Exception {
		ProcessHandle service = start("exec sleep 60");
		assertThat(this.processes.find(SERVICE)).contains(service);
		assertThat(this.processes.stop(SERVICE, Duration.ofSeconds(5))).isTrue();
		assertThat(this.started.waitFor(5, TimeUnit.SECONDS)).isTrue();
		assertThat(this.processes.find(SERVICE)).isEmpty();
		assertThat(this.processes.stop(SERVICE, Duration.ofSeconds(5))).isFalse();
	}

	@Test
	void stopForcesAServiceThatIgnoresThePoliteRequest() throws Exception {
		ProcessHandle service = start("trap '' TERM; while :; do sleep 0.1; done");
		assertThat(this.processes.stop(SERVICE, Duration.ofMillis(300))).isTrue();
		assertThat(service.isAlive()).isFalse();
	}

	@Test
	void stopEndsProgramsThatAKilledServiceLeftBehind() throws Exception {
		ProcessHandle service = start("sleep 60 & sleep 60");
		Awaitility.await().until(() -> ProcessTable.followers(service.pid()).size() == 2);
		service.destroyForcibly();
		this.started.waitFor();
		assertThat(ProcessTable.followers(service.pid())).hasSize(2);
		this.processes.stop(SERVICE, Duration.ofSeconds(1));
		assertThat(ProcessTable.followers(service.pid())).isEmpty();
	}

	@Test
	void stopSparesAStrangerThatGotThePidOfADeadService() throws Exception {
		ProcessHandle stranger = start("sleep 60 & sleep 60");
		new ProcessRecord(stranger.pid(), "another start", true).write(this.state, SERVICE);
		assertThat(this.processes.find(SERVICE)).isEmpty();
		assertThat(this.processes.stop(SERVICE, Duration.ofSeconds(1))).isFalse();
		assertThat(stranger.isAlive()).isTrue();
		assertThat(ProcessTable.followers(stranger.pid())).isNotEmpty();
	}

	private ProcessHandle start(String script) throws Exception {
		this.started = new ProcessBuilder("setsid", "sh", "-c", script).start();
		ProcessRecord.of(this.started.toHandle()).write(this.state, SERVICE);
		Awaitility.await()
			.until(() -> ProcessTable.stat(this.started.pid())
				.filter((stat) -> stat.session() == this.started.pid())
				.isPresent());
		return this.started.toHandle();
	}

}
