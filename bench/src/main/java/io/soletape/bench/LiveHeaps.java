package io.soletape.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What other JVMs have in use after a full collection, asked through a line that stays open. */
final class LiveHeaps implements AutoCloseable {

  private final Map<Long, Line> lines = new HashMap<>();

  /** Bytes in use in a process; empty if it has ended. */
  OptionalLong bytes(long pid) {
    try {
      return OptionalLong.of(line(pid).bytes());
    } catch (IOException | AttachNotSupportedException | UndeclaredThrowableException e) {
      // Whether it has just ended is not to be told from any other loss of the line.
      Optional.ofNullable(lines.remove(pid)).ifPresent(Line::close);
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    lines.values().forEach(Line::close);
    lines.clear();
  }

  private Line line(long pid) throws IOException, AttachNotSupportedException {
    if (!lines.containsKey(pid)) {
      lines.put(pid, Line.to(pid));
    }
    return lines.get(pid);
  }

  private record Line(JMXConnector connector, MemoryMXBean memory) {

    // It leads to a process that the bench has started on this machine.
    @SuppressWarnings("BanJNDI")
    private static Line to(long pid) throws IOException, AttachNotSupportedException {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        JMXConnector connector =
            JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        return new Line(
            connector,
            ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(),
                ManagementFactory.MEMORY_MXBEAN_NAME,
                MemoryMXBean.class));
      } finally {
        machine.detach();
      }
    }

    private long bytes() {
      memory.gc();
      return memory.getHeapMemoryUsage().getUsed();
    }

    private void close() {
      try {
        connector.close();
      } catch (IOException e) {
        // The process has ended before its line.
      }
    }
  }
}
