package io.cosymesh.mesh.telemetry;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.springframework.core.env.Environment;

/**
 * Tells the processes of a service apart: by host name, and by port for those that share
 * one.
 */
public final class Instance {

	private final String host;

	private final Environment environment;

	Instance(Environment environment) {
		this.host = hostName();
		this.environment = environment;
	}

	/**
	 * Returns what this process is called.
	 * @return host name and port
	 */
	public String name() {
		String port = this.environment.getProperty("local.server.port");
		return (port != null) ? this.host + ":" + port : this.host;
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
