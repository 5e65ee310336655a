package io.cosymesh.workloadapi.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.workloadapi.socket.SocketAccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Who reaches the socket, and where it may be.
 */
class ServedSocketIT {

	@TempDir
	Path directory;

	@Test
	void socketIsOfItsOwnerAloneAndGoesWithTheServer() throws Exception {
		Path socket = this.directory.resolve("api.sock");
		try (ServedWorkload _ = ServedWorkload.start(this.directory)) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
			assertThat(this.directory.toFile().list()).containsExactly("api.sock");
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void missingDirectoryIsMadeForTheOwnerAlone() throws Exception {
		Path made = this.directory.resolve("sockets");
		try (ServedWorkload _ = ServedWorkload.start(made)) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made))).isEqualTo("rwx------");
		}
	}

	@Test
	void socketForFurtherUsersIsOpenAndTheServerDecides() throws Exception {
		Path made = this.directory.resolve("sockets");
		try (ServedWorkload workload = start(made.resolve("api.sock"), SocketAccess.shared(Set.of("65534"), null))) {
			workload.renew();
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made))).isEqualTo("rwxr-xr-x");
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("api.sock"))))
				.isEqualTo("rw-rw-rw-");
			Answers<X509SVIDResponse> answers = new Answers<>();
			SpiffeWorkloadAPIGrpc.newStub(workload.channel())
				.fetchX509SVID(X509SVIDRequest.getDefaultInstance(), answers);
			assertThat(answers.next().getSvidsCount()).isEqualTo(1);
		}
	}

	@Test
	void socketThatADeadServerLeftIsReplaced() throws Exception {
		Path socket = this.directory.resolve("api.sock");
		try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			dead.bind(UnixDomainSocketAddress.of(socket));
		}
		assertThat(socket).exists();
		try (ServedWorkload workload = ServedWorkload.start(this.directory)) {
			workload.renew();
			Answers<X509SVIDResponse> answers = new Answers<>();
			SpiffeWorkloadAPIGrpc.newStub(workload.channel())
				.fetchX509SVID(X509SVIDRequest.getDefaultInstance(), answers);
			assertThat(answers.next().getSvidsCount()).isEqualTo(1);
		}
	}

	@Test
	void socketOfALivingServerIsLeftAlone() {
		try (ServedWorkload first = ServedWorkload.start(this.directory)) {
			assertRefused(this.directory.resolve("api.sock"), "Another process listens at");
			first.renew();
			assertThat(this.directory.toFile().list()).containsExactly("api.sock");
		}
	}

	@Test
	void fileThatIsNoSocketIsLeftAlone() throws Exception {
		Path file = Files.writeString(this.directory.resolve("api.sock"), "mine");
		assertRefused(file, "exists and is no socket");
		assertThat(file).hasContent("mine");
	}

	@Test
	void directoryThatOthersWriteToIsRefused() throws Exception {
		Path shared = Files.createDirectory(this.directory.resolve("shared"));
		Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertRefused(shared.resolve("api.sock"), "Others may write to");
		Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxr-x"));
		assertRefused(shared.resolve("api.sock"), "chmod go-w");
	}

	@Test
	void directoryWithoutAParentIsNotMade() {
		assertRefused(this.directory.resolve("no/such/api.sock"), "does not exist; make it first");
	}

	@Test
	void pathTooLongForASocketIsRefusedInWords() {
		assertRefused(this.directory.resolve("x".repeat(100)), "too long for a Unix socket");
		assertThat(this.directory).isEmptyDirectory();
	}

	private static ServedWorkload start(Path socket, SocketAccess access) {
		return ServedWorkload.start(new WorkloadApiSettings(socket, access, "", Duration.ZERO));
	}

	private static void assertRefused(Path socket, String reason) {
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> start(socket, SocketAccess.ownerOnly()).close())
			.havingCause()
			.isInstanceOf(IOException.class)
			.withMessageContaining(reason);
	}

}
