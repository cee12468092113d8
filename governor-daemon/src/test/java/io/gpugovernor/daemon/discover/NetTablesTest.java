package io.gpugovernor.daemon.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class NetTablesTest {
    @Test
    void keepsListeningSocketsOnly() {
        assertThat(NetTables.tcp("n", """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 100 0
                   1: 0100007F:1F40 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0 20 4
                   garbage
                """))
                .extracting(one -> one.address().getHostAddress() + " " + one.port() + " " + one.inode())
                .containsExactly("127.0.0.1 8000 4711");
    }

    @Test
    void readsAddressesOfBothVersions() {
        assertThat(NetTables.tcp("n", """
                   0: 00000000000000000000000000000000:1F40 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 1 1
                   1: 00000000000000000000000001000000:1F41 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 2 1
                   2: 0000000000000000FFFF00000100007F:1F42 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 3 1
                """))
                .extracting(one -> one.address().getHostAddress())
                .containsExactly("0:0:0:0:0:0:0:0", "0:0:0:0:0:0:0:1", "127.0.0.1");
    }

    @Test
    void readsSocketsThatHaveAPathAndAcceptConnections() {
        assertThat(NetTables.unix("n", """
                Num       RefCount Protocol Flags    Type St Inode Path
                ffff8880: 00000002 00000000 00010000 0001 01 21000 /run/a b.sock
                ffff8880: 00000003 00000000 00000000 0001 03 21001 /run/a.sock
                ffff8880: 00000002 00000000 00010000 0001 01 21002
                """)).containsExactly(new Listener.Unix("n", "/run/a b.sock", 21_000));
    }

    @Test
    void readsANetworksOwnAddresses() {
        assertThat(NetTables.addresses("""
                Main:
                  +-- 0.0.0.0/0 3 0 5
                     |-- 0.0.0.0
                        /0 universe UNICAST
                     +-- 10.244.1.0/24 2 0 2
                        |-- 10.244.1.0
                           /24 link UNICAST
                        |-- 10.244.1.5
                           /32 host LOCAL
                        |-- 10.244.1.255
                           /32 link BROADCAST
                """))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("10.244.1.5");
    }

    @Test
    void looksNoNameUp() {
        assertThat(NetTables.literal("vllm.example")).isEmpty();
        assertThat(NetTables.literal("999.0.0.1")).isEmpty();
        assertThat(NetTables.literal("10.0.0.1")).isPresent();
    }
}
