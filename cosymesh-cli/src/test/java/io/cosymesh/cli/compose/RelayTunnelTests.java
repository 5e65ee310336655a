package io.cosymesh.cli.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RelayTunnelTests {

	private static final int MANY = 1 << 20;

	private final List<Process> started = Collections.synchronizedList(new ArrayList<>());

	@AfterEach
	void noProgramIsLeft() {
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> this.started.stream().noneMatch(Process::isAlive));
	}

	@Test
	void bytesGoBothWaysAndTheEndOfOneWayIsNoEndOfTheOther() throws IOException {
		try (RelayTunnel tunnel = new RelayTunnel(() -> start("cat"));
				Socket socket = connect(tunnel);
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			byte[] sent = new byte[MANY];
			new Random(7).nextBytes(sent);
			CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> read(socket), threads);
			socket.getOutputStream().write(sent);
			socket.shutdownOutput();
			assertThat(received.join()).isEqualTo(sent);
		}
		assertThat(this.started).hasSize(1);
	}

	@Test
	void eachConnectionHasAProgramOfItsOwn() throws IOException {
		try (RelayTunnel tunnel = new RelayTunnel(() -> start("cat"));
				Socket one = connect(tunnel);
				Socket other = connect(tunnel)) {
			one.getOutputStream().write('1');
			other.getOutputStream().write('2');
			assertThat(one.getInputStream().read()).isEqualTo('1');
			assertThat(other.getInputStream().read()).isEqualTo('2');
			assertThat(this.started).hasSize(2);
		}
	}

	@Test
	void connectionEndsWithItsProgram() throws IOException {
		try (RelayTunnel tunnel = new RelayTunnel(() -> start("bash", "-c", "echo no such port >&2; exit 1"));
				Socket socket = connect(tunnel)) {
			assertThat(read(socket)).isEmpty();
		}
	}

	@Test
	void programEndsWithItsConnection() throws IOException {
		try (RelayTunnel tunnel = new RelayTunnel(() -> start("cat"))) {
			try (Socket socket = connect(tunnel)) {
				socket.getOutputStream().write('1');
				assertThat(socket.getInputStream().read()).isEqualTo('1');
			}
			noProgramIsLeft();
		}
	}

	@Test
	void closedTunnelLeavesNothingBehind() throws IOException {
		RelayTunnel tunnel = new RelayTunnel(() -> start("bash", "-c", "trap '' TERM; cat >/dev/null; sleep 600"));
		try (Socket socket = connect(tunnel)) {
			socket.getOutputStream().write('1');
			Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> this.started.size() == 1);
			tunnel.close();
			assertThat(this.started).noneMatch(Process::isAlive);
			assertThat(read(socket)).isEmpty();
		}
	}

	private Process start(String... command) {
		try {
			Process process = new ProcessBuilder(command).start();
			this.started.add(process);
			return process;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Socket connect(RelayTunnel tunnel) throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(), tunnel.port());
	}

	private static byte[] read(Socket socket) {
		try {
			InputStream in = socket.getInputStream();
			return in.readAllBytes();
		}
		catch (IOException ex) {
			return new byte[0];
		}
	}

}
