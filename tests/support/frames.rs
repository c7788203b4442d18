//! HTTP/2 as frames (RFC 9113), for what no client would send.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::world::World;

pub const DATA: u8 = 0;
pub const HEADERS: u8 = 1;
pub const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const WINDOW: u8 = 8;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// A frame of the server's.
#[derive(Debug)]
pub struct Frame {
    pub kind: u8,
    pub ends_stream: bool,
    pub stream: u32,
    pub payload: Vec<u8>,
}

/// A connection by which anything can be sent.
pub struct Http2 {
    stream: TcpStream,
    unread: Vec<u8>,
}

impl Http2 {
    /// Begins one, on which no stream may send more than so many bytes of an answer at first.
    pub async fn start(world: &World, window: u32) -> Http2 {
        Http2::connect(world.address, None, window).await.unwrap()
    }

    /// The same from an address of this machine.
    ///
    /// # Errors
    /// There is no connection.
    pub async fn connect(address: SocketAddr, from: Option<IpAddr>, window: u32) -> io::Result<Http2> {
        let socket = TcpSocket::new_v4()?;
        if let Some(from) = from {
            socket.bind((from, 0).into())?;
        }
        let mut http2 = Http2 { stream: socket.connect(address).await?, unread: Vec::new() };
        http2.stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await?;
        let mut initial_window = vec![0, 4];
        initial_window.extend(window.to_be_bytes());
        http2.write(SETTINGS, 0, 0, &initial_window).await;
        Ok(http2)
    }

    /// A request; its body follows where it is a POST.
    pub async fn request(&mut self, stream: u32, method: &str, path: &str, headers: &[(&str, &str)]) {
        let own = [(":method", method), (":scheme", "http"), (":authority", "localhost"), (":path", path)];
        let mut block = Vec::new();
        for (name, value) in own.iter().chain(headers) {
            // Each as it is, without a table (RFC 7541, 6.2.2).
            block.push(0);
            for text in [name, value] {
                assert!(text.len() < 127);
                block.push(text.len() as u8);
                block.extend_from_slice(text.as_bytes());
            }
        }
        let end = if method == "POST" { 0 } else { END_STREAM };
        self.write(HEADERS, END_HEADERS | end, stream, &block).await;
    }

    /// The whole body of a request.
    pub async fn body(&mut self, stream: u32, body: &str) {
        self.write(DATA, END_STREAM, stream, body.as_bytes()).await;
    }

    pub async fn ping(&mut self) {
        self.write(PING, 0, 0, &[0; 8]).await;
    }

    /// Lets a stream send so many bytes more.
    pub async fn take(&mut self, stream: u32, bytes: u32) {
        for stream in [0, stream] {
            self.write(WINDOW, 0, stream, &bytes.to_be_bytes()).await;
        }
    }

    /// Nothing where the server has ended the connection already.
    async fn write(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) {
        let mut frame = (payload.len() as u32).to_be_bytes()[1..].to_vec();
        frame.extend([kind, flags]);
        frame.extend(stream.to_be_bytes());
        frame.extend_from_slice(payload);
        let _ = self.stream.write_all(&frame).await;
    }

    /// The next frame that comes within this time; an error where the connection has ended.
    pub async fn next(&mut self, within: Duration) -> Result<Option<Frame>, ()> {
        let until = Instant::now() + within;
        loop {
            if let Some(frame) = self.whole_frame() {
                return Ok(Some(frame));
            }
            let mut bytes = [0; 16 * 1024];
            let left = until.saturating_duration_since(Instant::now());
            match timeout(left, self.stream.read(&mut bytes)).await {
                Err(_) => return Ok(None),
                Ok(Ok(length @ 1..)) => self.unread.extend_from_slice(&bytes[..length]),
                Ok(_) => return Err(()),
            }
        }
    }

    fn whole_frame(&mut self) -> Option<Frame> {
        let head = self.unread.get(..9)?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let (kind, flags) = (head[3], head[4]);
        let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        if self.unread.len() < 9 + length {
            return None;
        }
        let payload = self.unread.drain(..9 + length).skip(9).collect();
        Some(Frame { kind, ends_stream: kind <= HEADERS && flags & END_STREAM != 0, stream, payload })
    }

    /// Waits for the first frame of this kind on a stream.
    pub async fn frame(&mut self, kind: u8, stream: u32) -> Frame {
        loop {
            let next = self.next(Duration::from_secs(20)).await.unwrap();
            let frame = next.unwrap();
            if (frame.kind, frame.stream) == (kind, stream) {
                return frame;
            }
        }
    }

    /// Does nothing but to ping until the server ends the connection, for at most this time. What else came meanwhile.
    pub async fn ping_until_end(&mut self, most: Duration) -> Option<Vec<Frame>> {
        let (until, mut frames) = (Instant::now() + most, Vec::new());
        let mut next_ping = Instant::now();
        while Instant::now() < until {
            if Instant::now() >= next_ping {
                self.ping().await;
                next_ping += Duration::from_millis(250);
            }
            match self.next(next_ping.saturating_duration_since(Instant::now())).await {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => {}
                Err(()) => return Some(frames),
            }
        }
        None
    }
}
