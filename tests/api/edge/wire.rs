//! Requests as bytes, for what no client would send.

use tests::world::World;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request's head, to be answered on a connection of its own.
pub fn head(method: &str, address: &str, headers: &str) -> String {
    format!("{method} {address} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}\r\n")
}

/// What is answered before the connection ends.
pub async fn asked(world: &World, request: &str) -> String {
    let mut stream = TcpStream::connect(world.address).await.unwrap();
    // The server may have said all it has to say before it has read everything.
    let _ = stream.write_all(request.as_bytes()).await;
    until_end(&mut stream).await
}

/// Reads until the server ends the connection.
pub async fn until_end(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
        answer.extend_from_slice(&buffer[..length]);
    }
    String::from_utf8(answer).unwrap()
}

/// Sends the head of a form of a hundred bytes, and waits until the server asks for its body (RFC 9110, 10.1.1).
pub async fn begin_form(stream: &mut TcpStream) {
    let headers = "content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\nexpect: 100-continue\r\n";
    stream.write_all(head("POST", "/sign-in/code", headers).as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(stream.read_u8().await.unwrap());
    }
    assert_eq!(answer, b"HTTP/1.1 100 Continue\r\n\r\n");
}
