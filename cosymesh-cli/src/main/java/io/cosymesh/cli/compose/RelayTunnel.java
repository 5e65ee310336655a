package io.cosymesh.cli.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.tool.Tool;

/**
 * A port of this machine whose connections end at a port of a container: each has a
 * program of its own that copies standard input and output to the other end.
 */
final class RelayTunnel implements AutoCloseable {

	private static final int BUFFER = 16 << 10;

	private final ServerSocket server;

	private final Supplier<Process> relay;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final Set<Process> running = ConcurrentHashMap.newKeySet();

	/**
	 * Creates a tunnel.
	 * @param relay starts the program of one connection
	 */
	RelayTunnel(Supplier<Process> relay) {
		this.relay = relay;
		try {
			this.server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
			this.threads.execute(this::accept);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.server.getLocalPort();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.open.add(socket);
				this.threads.execute(() -> serve(socket));
			}
			catch (IOException ex) {
				// It was closed, which ends the loop.
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			if (this.server.isClosed()) {
				return;
			}
			connect(socket, this.relay.get());
		}
		catch (IOException | CommandFailure ex) {
			// The client sees its connection end, which is all there is to say.
		}
		finally {
			this.open.remove(socket);
		}
	}

	/**
	 * Copies both ways. The client's end of input is passed on, since it may still wait
	 * for the answer; once the other end has said all, the connection is over.
	 */
	private void connect(Socket socket, Process process) throws IOException {
		this.running.add(process);
		try {
			this.threads.execute(() -> drain(process.getErrorStream()));
			this.threads.execute(() -> send(socket, process));
			copy(process.getInputStream(), socket.getOutputStream());
			socket.shutdownOutput();
		}
		finally {
			Tool.end(process);
			this.running.remove(process);
		}
	}

	private static void send(Socket socket, Process process) {
		try (OutputStream out = process.getOutputStream()) {
			copy(socket.getInputStream(), out);
		}
		catch (IOException ex) {
			// One of the two has ended; the other direction notices as well.
		}
	}

	private static void copy(InputStream in, OutputStream out) throws IOException {
		byte[] buffer = new byte[BUFFER];
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			out.write(buffer, 0, read);
			out.flush();
		}
	}

	private static void drain(InputStream in) {
		try (in) {
			in.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// The program has ended.
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
			for (Socket socket : this.open) {
				socket.close();
			}
			this.running.forEach(Tool::end);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.threads.close();
		}
	}

}
