package io.cosymesh.mesh.telemetry;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Tells the processes of a service apart: by host name, and by port for those that share
 * one.
 */
public final class Instance {

	private final String host;

	private final Environment environment;

	private volatile @Nullable String known;

	Instance(Environment environment) {
		this.host = hostName();
		this.environment = environment;
	}

	/**
	 * Returns what this process is called.
	 * @return host name and port
	 */
	public String name() {
		String name = this.known;
		return (name != null) ? name : find();
	}

	// The port is known once the server listens.
	private String find() {
		String port = this.environment.getProperty("local.server.port");
		if (port == null) {
			return this.host;
		}
		String name = this.host + ":" + port;
		this.known = name;
		return name;
	}

	private static String hostName() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException _) {
			return "localhost";
		}
	}

}
