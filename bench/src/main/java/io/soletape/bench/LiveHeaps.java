package io.soletape.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.management.MBeanServerConnection;
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

  private record Line(JMXConnector connector, MemoryMXBean memory, List<MemoryPoolMXBean> heap) {

    // It leads to a process that the bench has started on this machine.
    @SuppressWarnings("BanJNDI")
    private static Line to(long pid) throws IOException, AttachNotSupportedException {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        JMXConnector connector =
            JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        MBeanServerConnection server = connector.getMBeanServerConnection();
        return new Line(
            connector,
            ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class),
            ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList());
      } finally {
        machine.detach();
      }
    }

    // What is in use when the answer arrives counts garbage that was made since the collection.
    private long bytes() {
      memory.gc();
      return heap.stream().mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
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
