package io.cosymesh.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts the five services once for all tests, with SVIDs of one minute so that every
 * test runs across renewals, and stops them at the end.
 */
final class StackExtension implements ParameterResolver {

	private static final List<Integer> PORTS = List.of(9440, 9441, 9443, 9444, 9445, 9540, 9543, 9544, 9545, 9546);

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Cosymesh.class;
	}

	@Override
	public Cosymesh resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return stack(context);
	}

	/** Returns the one stack of all tests, started for whoever asks first. */
	static Cosymesh stack(ExtensionContext context) {
		return context.getRoot()
			.getStore(ExtensionContext.Namespace.GLOBAL)
			.computeIfAbsent(Running.class, (type) -> Running.start(), Running.class)
			.stack();
	}

	private record Running(Cosymesh stack) implements AutoCloseable {

		static Running start() {
			Path home = Path.of("target", TlsEngine.ofThisRun().stack()).toAbsolutePath();
			delete(home);
			int offset = IntStream.iterate(2000, (candidate) -> candidate + 111)
				.filter((candidate) -> PORTS.stream().allMatch((port) -> isFree(port + candidate)))
				.findFirst()
				.orElseThrow();
			int port = IntStream.iterate(18443, (candidate) -> candidate + 1)
				.filter(Running::isFree)
				.findFirst()
				.orElseThrow();
			Running running = new Running(new Cosymesh(home, port, offset));
			StackAuthority.plant(running.stack);
			running.stack.succeed("up", "--detach", "--port", String.valueOf(port), "--svid-ttl", "1m");
			return running;
		}

		@Override
		public void close() {
			List<ProcessHandle> services = this.stack.status()
				.stream()
				.filter((service) -> !service.path("pid").isNull())
				.flatMap((service) -> ProcessHandle.of(service.path("pid").asLong()).stream())
				.flatMap((service) -> Stream.concat(Stream.of(service), service.descendants()))
				.toList();
			this.stack.succeed("down");
			assertThat(services).as("down leaves no process").noneMatch(ProcessHandle::isAlive);
		}

		private static boolean isFree(int port) {
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.isBound();
			}
			catch (IOException ex) {
				return false;
			}
		}

		private static void delete(Path folder) {
			if (!Files.exists(folder)) {
				return;
			}
			try (Stream<Path> files = Files.walk(folder)) {
				for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
			catch (IOException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
